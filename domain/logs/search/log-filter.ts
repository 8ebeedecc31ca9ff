import { type LogRecord, timeOf } from '../records/log-record';

/** What to look for; what is absent does not matter. */
export interface LogSearch {
  readonly since: Date;
  readonly until: Date;
  readonly api?: string;
  readonly application?: string;
  /** `404`, or `5xx`. */
  readonly status?: string;
  readonly requestId?: string;
}

export const isStatus = (text: string): boolean => /^[1-5](\d\d|xx)$/.test(text);

export function isFound(record: LogRecord, search: LogSearch): boolean {
  const { application, status, requestId } = record;
  const time = timeOf(record);
  const isWithin = time === undefined || (time >= search.since.getTime() && time < search.until.getTime());
  return (
    isWithin &&
    (search.application === undefined || application === search.application) &&
    (search.requestId === undefined || requestId === search.requestId) &&
    (search.status === undefined || hasStatus(status, search.status))
  );
}

const hasStatus = (status: number | undefined, asked: string): boolean =>
  status !== undefined && (asked.endsWith('xx') ? `${status}`[0] === asked[0] : `${status}` === asked);

type Span = Pick<LogSearch, 'since' | 'until'>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** From a request's arrival at the gateway to its record's at the stream, at most. */
const LATE = 5 * 60_000;

/**
 * The partitions in which a search's records are, in time order: hours, or whole days where there are many. A record is
 * in the hour in which it arrived, which may be the next.
 */
export function partitionsOf({ since, until }: Span): readonly string[] {
  const isLong = until.getTime() - since.getTime() > DAY;
  const length = isLong ? DAY : HOUR;
  const partitions: string[] = [];
  const first = Math.floor(since.getTime() / length) * length;
  for (let start = first; start < until.getTime() + LATE; start += length) {
    const hour = hourOf(start);
    partitions.push(`${isLong ? hour.replace(/\/hour=.*/, '') : hour}/`);
  }
  return partitions;
}

/** Whether an object's hour, as `year=…/month=…/day=…/hour=…`, may hold records of the span. */
export const isHourOf = (hour: string, { since, until }: Span): boolean =>
  hour >= hourOf(since.getTime()) && hour <= hourOf(until.getTime() + LATE);

function hourOf(time: number): string {
  const [year, month, day, hour] = new Date(time).toISOString().split(/[-T:]/);
  return `year=${year}/month=${month}/day=${day}/hour=${hour}`;
}
