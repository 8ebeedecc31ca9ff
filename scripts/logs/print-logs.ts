import { setTimeout as wait } from 'node:timers/promises';
import type { Moment } from '../../cli/moment';
import type { LogRecord } from '../../domain/logs/records/log-record';
import type { LogSearch } from '../../domain/logs/search/log-filter';
import { makeSearchLogs } from '../../domain/logs/search/search-logs';
import { printableJson } from '../../domain/printable';
import { logLine } from './log-line';
import type { OperationalLogs } from './operational-logs';

export interface LogsRequest {
  readonly since: Moment;
  /** @default now */
  readonly until?: Moment;
  readonly filter: Omit<LogSearch, 'since' | 'until'>;
  /** `api=` for access records, `functions=` for what producers' functions logged. */
  readonly prefix: string;
  /** The newest records only, so many at most. @default all */
  readonly limit?: number;
  /** Goes on with what arrives, until it is aborted. @default it ends */
  readonly follow?: AbortSignal;
  readonly json: boolean;
  readonly logs: OperationalLogs;
  readonly print: (line: string) => void;
}

/** Between two looks for new records. Firehose delivers once a minute. */
const lookEvery = 5000;
/** How far back a look goes for objects that were delivered late. */
const lookBack = 3_600_000;

/** Prints redacted records in the order of their time, one a line. */
export async function printLogs({
  since,
  until,
  filter,
  prefix,
  limit,
  follow,
  json,
  logs,
  print,
}: LogsRequest): Promise<void> {
  const search = makeSearchLogs(logs);
  const seen = new Set<string>();
  const show = (records: readonly LogRecord[]) => {
    for (const record of records) print(json ? printableJson(record) : logLine(record));
  };
  const now = await logs.now();
  const asked = { ...filter, since: at(since, now), until: until === undefined ? now : at(until, now) };
  if (limit === undefined) for await (const records of search(asked, { prefix, seen })) show(records);
  else show(await newest(search(asked, { prefix, newestFirst: true, seen }), limit));

  while (follow && !follow.aborted) {
    await wait(lookEvery, undefined, { signal: follow }).catch(() => undefined);
    const later = await logs.now();
    const from = new Date(Math.max(asked.since.getTime(), later.getTime() - lookBack));
    if (!follow.aborted)
      for await (const records of search({ ...filter, since: from, until: later }, { prefix, seen })) show(records);
  }
}

const at = (moment: Moment, now: Date): Date =>
  typeof moment === 'number' ? new Date(now.getTime() - moment) : moment;

async function newest(batches: AsyncIterable<readonly LogRecord[]>, limit: number): Promise<readonly LogRecord[]> {
  let found: readonly LogRecord[] = [];
  for await (const batch of batches) {
    found = [...batch, ...found];
    if (found.length >= limit) break;
  }
  return found.slice(-limit);
}
