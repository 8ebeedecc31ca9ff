import type { Clock } from '../../ports';
import { type LogObjects, together } from '../log-objects';
import { isRepeated, readRecord } from '../records/read-record';
import { anonymiseRecord, type RecordSource } from './anonymise-record';
import type { AnonymousRows } from './anonymous-rows';
import { type HourTallies, publishedRows } from './published-rows';
import { Tally } from './tally';

interface Needs {
  readonly source: Pick<LogObjects, 'list' | 'read'>;
  readonly rows: AnonymousRows;
  readonly smallestGroup: number;
  /** The same at every call: names a file after the hour it was made from. */
  readonly nameOf: (hour: string) => string;
  readonly clock: Clock;
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
/** Objects of an hour come a minute apart, so that it is counted twice at most; more often means that something loops. */
const ATTEMPTS = 5;

/** The hour of one API that a log object belongs to, as the prefix of its key; undefined of any other object. */
export const hourOf = (key: string): string | undefined => HOUR.exec(key)?.[1];

/** From the end of an hour to when all of it has been delivered, unless something is down. Milliseconds. */
export const settledAfter = 10 * 60_000;

/**
 * Counts what was delivered of one API and hour, one file for each date: while the hour runs its first object, and all
 * once it is over, so that two looks a minute apart do not show the calls of that minute. Whoever does so again, with
 * more objects delivered or with the same, writes the same file anew: a record is counted once, however often its
 * object is announced. An object that arrives meanwhile may have been counted by somebody who finished first, so that
 * an hour that is over is looked at again after it is written.
 */
export const makeAnonymiseHour = (needs: Needs) => {
  const { source, rows, smallestGroup, nameOf, clock } = needs;
  const keysOf = async (hour: string) => (await together(source.list(hour))).sort();
  return async (hour: string): Promise<AnonymisedHour> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const keys = await keysOf(hour);
      const over = isOver(hour, clock.now());
      const tallies = { first: new Tally(), rest: new Tally(), all: new Tally() };
      const counts = await count(source, over ? keys : keys.slice(0, 1), tallies);
      if (keys.length === 0 || !counts) return { outcome: 'gone', ...nothing };
      for (const [date, found] of publishedRows(tallies, smallestGroup)) {
        await rows.write({ api: sourceOf(hour).api, date, name: nameOf(hour) }, found);
      }
      if (!over || (await keysOf(hour)).every((key) => keys.includes(key))) return { outcome: 'written', ...counts };
    }
    throw new Error('Objects of the hour arrive faster than they are counted');
  };
};

function isOver(hour: string, now: Date): boolean {
  const [, of] = /hour=(\d{2})/.exec(hour) ?? [];
  return now.getTime() >= Date.parse(`${sourceOf(hour).date}T${of}:59:59.999Z`) + settledAfter;
}

const nothing = { records: 0, malformed: 0, repeated: 0 };

function sourceOf(hour: string): RecordSource {
  const [, , api = '', year, month, day] = HOUR.exec(hour) ?? [];
  return { api, date: `${year}-${month}-${day}` };
}

/** Undefined where an object is gone, as what is left of the hour would count too little. */
async function count(source: Pick<LogObjects, 'read'>, keys: readonly string[], { first, rest, all }: HourTallies) {
  const counts = { ...nothing };
  const seen = new Set<string>();
  const take = (line: string, of: RecordSource, tally: Tally) => {
    const record = readRecord(line);
    if (record === undefined) counts.malformed += 1;
    if (isRepeated(record, seen)) {
      counts.repeated += 1;
      return;
    }
    const anonymous = anonymiseRecord(record, of);
    tally.add(anonymous);
    all.add(anonymous);
    counts.records += 1;
  };
  for (const key of keys) {
    const lines = await source.read(key);
    if (!lines) return undefined;
    const of = sourceOf(key);
    for await (const some of lines)
      for (const line of some) if (line !== '') take(line, of, key === keys[0] ? first : rest);
  }
  return counts;
}
