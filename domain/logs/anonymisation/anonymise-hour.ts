import { anonymiseRecord, type RecordSource } from './anonymise-record';
import type { AnonymousRows } from './anonymous-rows';
import type { LogLines } from './log-lines';
import { Tally } from './tally';

interface Needs {
  readonly source: LogLines;
  readonly rows: AnonymousRows;
  readonly smallestGroup: number;
  /** The same at every call: names a file after the hour it was made from. */
  readonly nameOf: (hour: string) => string;
}

export interface AnonymisedHour {
  /** `gone`: objects were deleted before their turn came; what was made of them before stands. */
  readonly outcome: 'written' | 'gone';
  readonly records: number;
  /** Lines that are no JSON; each is counted as a record that cannot be read. */
  readonly malformed: number;
  /** Records that were delivered before, by their request id. */
  readonly repeated: number;
}

const HOUR = /^(api=([a-z0-9_-]{1,128})\/year=(\d{4})\/month=(\d{2})\/day=(\d{2})\/hour=\d{2}\/)/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Objects of an hour come a minute apart, so that it is counted twice at most; more often means that something loops. */
const ATTEMPTS = 5;

/** The hour of one API that a log object belongs to, as the prefix of its key; undefined of any other object. */
export const hourOf = (key: string): string | undefined => HOUR.exec(key)?.[1];

/**
 * Counts all that was delivered of one API and hour, one file for each date. Whoever does so again, with more objects
 * delivered or with the same, writes the same file anew: a record is counted once, however often its object is
 * announced. An object that arrives meanwhile may have been counted by somebody who finished first, so that the hour is
 * looked at again after it is written.
 */
export const makeAnonymiseHour = (needs: Needs) => {
  const { source, rows, smallestGroup, nameOf } = needs;
  return async (hour: string): Promise<AnonymisedHour> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const keys = await source.list(hour);
      const tally = new Tally();
      const counts = await count(source, keys, tally);
      if (keys.length === 0 || !counts) return { outcome: 'gone', ...nothing };
      for (const [date, found] of tally.rows(smallestGroup)) {
        await rows.write({ api: sourceOf(hour).api, date, name: nameOf(hour) }, found);
      }
      if ((await source.list(hour)).every((key) => keys.includes(key))) return { outcome: 'written', ...counts };
    }
    throw new Error('Objects of the hour arrive faster than they are counted');
  };
};

const nothing = { records: 0, malformed: 0, repeated: 0 };

function sourceOf(hour: string): RecordSource {
  const [, , api = '', year, month, day] = HOUR.exec(hour) ?? [];
  return { api, date: `${year}-${month}-${day}` };
}

/** Undefined where an object is gone, as what is left of the hour would count too little. */
async function count(source: LogLines, keys: readonly string[], tally: Tally) {
  const counts = { ...nothing };
  const seen = new Set<string>();
  const take = (line: string, of: RecordSource) => {
    const record = parsed(line);
    if (record === undefined) counts.malformed += 1;
    if (isRepeated(record, seen)) {
      counts.repeated += 1;
      return;
    }
    tally.add(anonymiseRecord(record, of));
    counts.records += 1;
  };
  for (const key of keys) {
    const lines = await source.read(key);
    if (!lines) return undefined;
    const of = sourceOf(key);
    for await (const some of lines) for (const line of some) if (line !== '') take(line, of);
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
