import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { anonymity } from '../../domain/logs/anonymisation/anonymity';
import type { AnalyticsQuery } from '../../domain/logs/anonymisation/queries/analytics-query';

export interface Question {
  readonly query: AnalyticsQuery;
  /** Holds files as the analytics bucket does: `api=<name>/date=<date>/<name>.parquet`. */
  readonly folder: string;
  /** @default every API */
  readonly api: string | undefined;
  /** The first date asked about. */
  readonly since: string;
}

export type Answer = readonly Readonly<Record<string, string | number | null>>[];

/** Asks files what Athena would be asked, in the same words. */
export async function askDuckDb({ query, folder, api, since }: Question): Promise<Answer> {
  if (!hasFiles(folder)) return [];
  const { DuckDBInstance } = await duckDb();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const files = `read_parquet(${text(join(folder, '**', '*.parquet'))}, hive_partitioning = true, hive_types_autocast = false)`;
    const conditions = [`"date" >= ${text(since)}`, ...(api ? [`api = ${text(api)}`] : [])];
    const from = `(select * from ${files} where ${conditions.join(' and ')})`;
    const found = await connection.runAndReadAll(query.sql({ from, ...anonymity }));
    return found.getRowObjects().map((row) => Object.fromEntries(Object.entries(row).map(plain)));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const hasFiles = (folder: string): boolean =>
  readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.parquet'));

// Not among the package's dependencies: only who asks needs its hundred megabytes.
const duckDb = () =>
  import('@duckdb/node-api').catch(() => {
    throw new Error('dip analytics needs DuckDB: run "npm install --no-save @duckdb/node-api"');
  });

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const plain = ([name, value]: [string, unknown]) =>
  [name, value === null || typeof value === 'string' ? value : Number(value)] as const;
