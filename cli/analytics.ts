import { Failure } from '../domain/failure';
import { analyticsQueries } from '../domain/logs/anonymisation/queries/analytics-queries';
import { type Answer, askDuckDb } from './ask-duckdb';

export interface AnalyticsRequest {
  /** Name of one question. @default all of them */
  readonly query: string | undefined;
  /** @default every API */
  readonly api?: string;
  /** Milliseconds before now. @default 30 days */
  readonly since?: number;
  readonly now: Date;
  readonly environment: string;
  readonly endpoint?: string;
  /** Files as the analytics bucket holds them. @default those of the environment's bucket */
  readonly files?: string;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

const DAY = 86_400_000;

/**
 * Answers questions about usage from the anonymised records. No answer counts fewer requests than the platform lets
 * anybody see, and each is rounded.
 */
export async function analytics(request: AnalyticsRequest): Promise<void> {
  const { query, api, files, environment, endpoint, json, print } = request;
  const asked = query === undefined ? analyticsQueries : analyticsQueries.filter(({ name }) => name === query);
  const since = new Date(request.now.getTime() - (request.since ?? 30 * DAY)).toISOString().slice(0, 10);
  const ask = (folder: string) =>
    Promise.all(asked.map(async (one) => [one, await askDuckDb({ query: one, folder, api, since })] as const));
  const answers = files
    ? await ask(files)
    : await fromBucket()({ environment, endpoint, api, since }, ask).catch(explain);
  if (json) {
    const [first] = answers;
    const all = Object.fromEntries(answers.map(([{ name }, rows]) => [name, rows]));
    return print(JSON.stringify(query === undefined ? all : first?.[1], undefined, 2));
  }
  for (const [{ name, description }, rows] of answers) {
    print(`${name}: ${description}`);
    for (const line of table(rows)) print(line);
    print('');
  }
}

export const queryNames = analyticsQueries.map(({ name }) => name);

/** With the AWS SDK, which the published package does without: there, `--files` names a copy. */
function fromBucket(): typeof import('./analytics-files').withAnalyticsFiles {
  try {
    return require('./analytics-files').withAnalyticsFiles;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    const fix = 'name a copy of the analytics bucket with --files, or run it in a clone of the platform';
    throw new Failure('invalid_configuration', `The AWS SDK is not installed: ${fix}`);
  }
}

/** What the SDK says of an endpoint that nobody serves helps nobody. */
function explain(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ECONNREFUSED') throw error;
  throw new Failure(
    'invalid_configuration',
    'Nothing answers at the AWS endpoint: run "npm start", or name --endpoint',
  );
}

function* table(rows: Answer): Generator<string> {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) return yield '  nothing to show: no record, or too few';
  const cells = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '*')))];
  const widths = names.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  for (const line of cells) {
    yield `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  }
}
