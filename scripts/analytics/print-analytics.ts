import { analyticsQueries } from '../../domain/logs/anonymisation/queries/analytics-queries';
import { printableJson } from '../../domain/printable';
import { type Answer, askDuckDb } from './ask-duckdb';

export interface AnalyticsRequest {
  /** Name of one question. @default all of them */
  readonly query: string | undefined;
  /** @default every API */
  readonly api: string | undefined;
  /** The first date asked about. */
  readonly since: string;
  readonly json: boolean;
  /** Files as the analytics bucket holds them. */
  readonly folder: string;
  readonly print: (line: string) => void;
}

/**
 * Answers questions about usage from the anonymised records. No answer counts fewer requests than the platform lets
 * anybody see, and each is rounded.
 */
export async function printAnalytics({ query, json, print, ...asked }: AnalyticsRequest): Promise<void> {
  const queries = query === undefined ? analyticsQueries : analyticsQueries.filter(({ name }) => name === query);
  const answers = await Promise.all(
    queries.map(async (one) => [one, await askDuckDb({ ...asked, query: one })] as const),
  );
  if (json) {
    const [first] = answers;
    const all = Object.fromEntries(answers.map(([{ name }, rows]) => [name, rows]));
    return print(printableJson(query === undefined ? all : first?.[1], 2));
  }
  for (const [{ name, description }, rows] of answers) {
    print(`${name}: ${description}`);
    for (const line of table(rows)) print(line);
    print('');
  }
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
