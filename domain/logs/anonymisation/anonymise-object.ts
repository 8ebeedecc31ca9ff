import { anonymiseRecord, type RecordSource } from './anonymise-record';
import type { AnonymousRows } from './anonymous-rows';
import type { LogLines } from './log-lines';
import { Tally } from './tally';

interface Needs {
  readonly source: LogLines;
  readonly rows: AnonymousRows;
  readonly smallestGroup: number;
  /** One-way and the same at every call: names a file after the object it was made from. */
  readonly nameOf: (key: string) => string;
}

export interface AnonymisedObject {
  /** `gone`: it was deleted before its turn came. `not-a-log`: its key names no API and no day. */
  readonly outcome: 'written' | 'gone' | 'not-a-log';
  readonly records: number;
  /** Lines that are no JSON; each is counted as a record that cannot be read. */
  readonly malformed: number;
  /** Records that stood in the object before, by their request id. */
  readonly repeated: number;
}

const KEY = /^api=([a-z0-9_-]{1,128})\/year=(\d{4})\/month=(\d{2})\/day=(\d{2})\//;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Turns one delivered log object into counts of its API, one file for each date. Doing it again changes nothing. */
export const makeAnonymiseObject =
  ({ source, rows, smallestGroup, nameOf }: Needs) =>
  async (key: string): Promise<AnonymisedObject> => {
    const of = sourceOf(key);
    if (!of) return { outcome: 'not-a-log', ...nothing };
    const lines = await source.read(key);
    if (!lines) return { outcome: 'gone', ...nothing };
    const tally = new Tally();
    const counts = await count(lines, of, tally);
    for (const [date, found] of tally.rows(smallestGroup)) {
      await rows.write({ api: of.api, date, name: nameOf(key) }, found);
    }
    return { outcome: 'written', ...counts };
  };

const nothing = { records: 0, malformed: 0, repeated: 0 };

function sourceOf(key: string): RecordSource | undefined {
  const [, api, year, month, day] = KEY.exec(key) ?? [];
  return api === undefined ? undefined : { api, date: `${year}-${month}-${day}` };
}

async function count(lines: AsyncIterable<string>, of: RecordSource, tally: Tally) {
  const counts = { ...nothing };
  const seen = new Set<string>();
  for await (const line of lines) {
    if (line === '') continue;
    const record = parsed(line);
    if (record === undefined) counts.malformed += 1;
    if (isRepeated(record, seen)) {
      counts.repeated += 1;
      continue;
    }
    tally.add(anonymiseRecord(record, of));
    counts.records += 1;
  }
  return counts;
}

/** A stream that tries again may deliver a record twice. */
function isRepeated(record: unknown, seen: Set<string>): boolean {
  const id = typeof record === 'object' && record !== null && 'requestId' in record ? record.requestId : undefined;
  if (typeof id !== 'string' || !UUID.test(id)) return false;
  if (seen.has(id)) return true;
  seen.add(id);
  return false;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
