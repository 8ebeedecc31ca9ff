import { type LogObjects, together } from '../log-objects';
import { type LogRecord, logRecord, timeOf } from '../records/log-record';
import { isFound, isHourOf, type LogSearch, partitionsOf } from './log-filter';

interface Needs {
  readonly objects: Pick<LogObjects, 'apis' | 'list' | 'read'>;
}

interface Reading {
  /** `functions=` for what producers' functions logged. @default 'api=', the access records */
  readonly prefix?: string;
  /** @default false */
  readonly newestFirst?: boolean;
  /** Objects that were read before, which are passed over; what is read now is added. @default none */
  readonly seen?: Set<string>;
}

/** Objects that are read at once. */
const atOnce = 8;

/**
 * The records that a search finds, in batches: the hours in order, or the newest first, and inside an hour always by
 * time. Only the hours asked for are listed, and one hour is held at a time.
 */
export const makeSearchLogs = ({ objects }: Needs) =>
  async function* (search: LogSearch, reading: Reading = {}) {
    const { prefix = 'api=', newestFirst = false, seen = new Set() } = reading;
    const apis = search.api === undefined ? await objects.apis(prefix) : [search.api];
    for (const partition of ordered(partitionsOf(search), newestFirst)) {
      const listed = await Promise.all(apis.map((api) => together(objects.list(`${prefix}${api}/${partition}`))));
      const hours = byHour(listed.flat().filter((key) => !seen.has(key) && isHourOf(hourIn(key), search)));
      for (const keys of ordered(hours, newestFirst)) {
        const found: LogRecord[] = [];
        for (let from = 0; from < keys.length; from += atOnce) {
          const lines = await Promise.all(
            keys.slice(from, from + atOnce).map(async (key) => together(await objects.read(key))),
          );
          found.push(
            ...lines
              .flat()
              .flatMap(parse)
              .filter((record) => isFound(record, search)),
          );
        }
        for (const key of keys) seen.add(key);
        if (found.length > 0) yield found.sort((one, other) => (timeOf(one) ?? 0) - (timeOf(other) ?? 0));
      }
    }
  };

function byHour(keys: readonly string[]): readonly (readonly string[])[] {
  const hours = new Map<string, string[]>();
  for (const key of keys) {
    const hour = hourIn(key);
    hours.set(hour, [...(hours.get(hour) ?? []), key]);
  }
  return [...hours].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}

const hourIn = (key: string): string => key.split('/').slice(1, 5).join('/');

const ordered = <Item>(items: readonly Item[], newestFirst: boolean) => (newestFirst ? items.toReversed() : items);

/** A line that is no record is passed over: the redactor leaves none, and a tombstone is a record. */
function parse(line: string): readonly LogRecord[] {
  try {
    return [logRecord.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
