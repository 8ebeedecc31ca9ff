import type { Rows } from '../../change-row';
import type { Clock } from '../../ports';
import type { RegistryEntry } from '../../publishing/registry-entry';
import type { RegistryStore } from '../../publishing/registry-store';
import { countedForDays } from '../../retention/periods';
import { settledAfter } from '../anonymisation/anonymise-hour';
import { type LogObjects, together } from '../log-objects';
import { isRepeated, readRecord } from '../records/read-record';
import { daysHeld, weeksHeld, withHourOfApi, withHourOfApplication } from './add-counts';
import { type AccessCounts, type ApiCounts, accessCountsId, apiCountsId, never } from './call-counts';
import { HourTally } from './hour-tally';

interface Needs {
  readonly registry: Pick<RegistryStore, 'list'>;
  readonly source: Pick<LogObjects, 'list' | 'read'>;
  readonly apis: Rows<ApiCounts>;
  readonly accesses: Rows<AccessCounts>;
  readonly clock: Clock;
  /** Where it is counted how single applications call: in production it is not. */
  readonly production: boolean;
}

export interface CountedApis {
  readonly hours: number;
  /** APIs of which an hour could not be counted; the next run tries again. */
  readonly failed: readonly string[];
}

const HOUR = 3_600_000;
/** Hours of one API that one run makes up for: what is older was not counted, and never is. */
const mostHours = 24;
/** Tries of one row, which nobody else writes but an overlapping run. */
const mostTries = 5;

/** Whether calls of an API are counted at all: no count outlives the records it was made from. */
export const isCounted = ({ logRetentionHours }: Pick<RegistryEntry, 'logRetentionHours'>): boolean =>
  logRetentionHours >= countedForDays * 24;

/**
 * Counts, for each API, the hours that are over and not counted yet, from the redacted records that are stored anyway:
 * of the API in all environments, of each application that calls it where nothing is production. A row remembers the last
 * hour that is in it, so that no hour is counted twice, wherever a run was cut off.
 */
export const makeCountCallsOfApis = (needs: Needs) => async (): Promise<CountedApis> => {
  const now = needs.clock.now();
  const last = Math.floor((now.getTime() - settledAfter) / HOUR) - 1;
  let hours = 0;
  const failed: string[] = [];
  for (const entry of (await needs.registry.list()).filter(isCounted)) {
    try {
      const through = ofPublisher(await needs.apis.find(apiCountsId(entry.api)), entry)?.through;
      const first = Math.max(last - mostHours, through === undefined ? 0 : numberOf(through)) + 1;
      for (let hour = first; hour <= last; hour += 1) {
        await countHour(needs, entry, hour);
        hours += 1;
      }
    } catch {
      failed.push(entry.api);
    }
  }
  return { hours, failed };
};

async function countHour(needs: Needs, entry: RegistryEntry, number: number): Promise<void> {
  const through = new Date(number * HOUR).toISOString().slice(0, 13);
  const [date = '', hour] = through.split('T');
  const [year, month, day] = date.split('-');
  const tally = new HourTally(entry, date);
  const seen = new Set<string>();
  const prefix = `api=${entry.api}/year=${year}/month=${month}/day=${day}/hour=${hour}/`;
  for (const key of (await together(needs.source.list(prefix))).sort()) {
    for await (const lines of (await needs.source.read(key)) ?? []) {
      for (const line of lines) {
        const record = line === '' ? undefined : readRecord(line);
        if (record !== undefined && !isRepeated(record, seen)) tally.add(record);
      }
    }
  }
  const now = needs.clock.now();
  const shared = {
    ...{ api: entry.api, publisher: entry.publisher.organisation, through },
    expiresAt: Math.floor(now.getTime() / 1000) + countedForDays * 24 * 60 * 60,
  };
  if (!needs.production) {
    for (const [application, calls] of tally.applications()) {
      const id = accessCountsId(application, entry.api);
      await write(needs.accesses, id, entry, through, (found) => ({
        ...{ id, application, ...shared },
        weeks: withHourOfApplication(found ? weeksHeld(found, now) : [], date, calls),
      }));
    }
  }
  // The API's own row last: it says that the hour is done.
  const id = apiCountsId(entry.api);
  await write(needs.apis, id, entry, through, (found) => {
    const days = found ? daysHeld(found, now) : [];
    const calls = tally.api();
    return { id, ...shared, days: calls.requests === 0 ? days : withHourOfApi(days, date, calls) };
  });
}

const numberOf = (hour: string): number => Date.parse(`${hour}:00:00Z`) / HOUR;

/** A row of whoever publishes the API now. */
export const ofPublisher = <Row extends Pick<ApiCounts, 'publisher'>>(
  row: Row | undefined,
  { publisher }: Pick<RegistryEntry, 'publisher'>,
): Row | undefined => (row?.publisher === publisher.organisation ? row : undefined);

async function write<Row extends Pick<ApiCounts, 'id' | 'revision' | 'publisher' | 'through'>>(
  rows: Rows<Row>,
  id: string,
  entry: RegistryEntry,
  through: string,
  next: (found: Row | undefined) => Omit<Row, 'revision'>,
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const stored = await rows.find(id);
    const found = ofPublisher(stored, entry);
    if ((found?.through ?? never) >= through) return;
    if (await rows.save({ ...next(found), revision: (stored?.revision ?? 0) + 1 } as Row)) return;
  }
  throw new Error('A row of counts could not be written for other writers');
}
