import { csvOf } from '../csv';
import type { Event, EventLog } from './event';

/** Of one file; who wants older ones asks for those below its last number. */
const mostExported = 5_000;
const atOnce = 500;

/** As many of a team's events below a number as one file holds, the latest first. */
export async function readEvents(events: Pick<EventLog, 'latest'>, team: string, below?: number): Promise<Event[]> {
  const read: Event[] = [];
  while (read.length < mostExported) {
    const page = await events.latest(team, { below: read.at(-1)?.number ?? below, most: atOnce });
    if (page.length === 0) break;
    read.push(...page);
  }
  return read;
}

const columns = ['number', 'at', 'who', 'session', 'what', 'kind', 'id', 'before', 'after', 'previous', 'hash'];

/** One event a line. The JSON of the same events has what it takes to make the hashes again. */
export const eventsAsCsv = (events: readonly Event[]): string =>
  csvOf(
    [
      columns,
      ...events.map(({ number, at, who, session = '', what, object, before, after, previous, hash }) => [
        ...[String(number), at, who, session, what, object.kind, object.id],
        ...[before.join('; '), after.join('; '), previous, hash],
      ]),
    ],
    { forSpreadsheet: true },
  );
