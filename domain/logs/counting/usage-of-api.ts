import { anonymity } from '../anonymisation/anonymity';
import { dateOf, daysHeld } from './add-counts';
import type { ApiCounts, DayOfApi } from './call-counts';

/** A figure as it may be shown; `few` where it is too small to be, though none at all may be told. */
export type Figure = number | 'few';

export interface UsageOfDay {
  readonly date: string;
  readonly requests: Figure;
  /** Answered 4xx, those at a limit aside. */
  readonly refused: Figure;
  /** Answered 429. */
  readonly throttled: Figure;
  /** Answered 5xx. */
  readonly failed: Figure;
  /** Calls of the minute that had most. */
  readonly busiest: Figure;
}

export interface UsageOfApi {
  /** Days that are over, the latest first. */
  readonly days: readonly UsageOfDay[];
  /** Made of the days as they are shown, so that it tells no more than they do. */
  readonly total: Readonly<Record<'requests' | 'refused' | 'throttled' | 'failed', number>>;
  /** A share of the requests took at most so many milliseconds; undefined where they were too few, or longer than any bucket. */
  readonly latency: Readonly<Record<'p50' | 'p95' | 'p99', number | undefined>>;
}

/** Days of which a page tells. */
export const daysOfUsage = 28;

const shown = (count: number): Figure =>
  count === 0 || count >= anonymity.smallestGroup ? Math.round(count / anonymity.roundTo) * anonymity.roundTo : 'few';

/** How an API was called on the last days that are over: of today two looks an hour apart would show the calls between. */
export function usageOf(counts: ApiCounts | undefined, now: Date): UsageOfApi {
  const [today, first] = [dateOf(now.getTime()), dateOf(now.getTime() - (daysOfUsage + 1) * 86_400_000)];
  const held = (counts ? daysHeld(counts, now) : []).filter(({ date }) => date < today && date > first);
  const days = held
    .map(({ date, latencies: _, ...counted }): UsageOfDay => {
      const { requests, refused, throttled, failed, busiest } = counted;
      const figures = { requests: shown(requests), refused: shown(refused), throttled: shown(throttled) };
      return { date, ...figures, failed: shown(failed), busiest: shown(busiest) };
    })
    .sort((one, other) => (one.date < other.date ? 1 : -1));
  const sum = (name: 'requests' | 'refused' | 'throttled' | 'failed') =>
    days.reduce((all, { [name]: figure }) => all + (figure === 'few' ? 0 : figure), 0);
  const total = {
    ...{ requests: sum('requests'), refused: sum('refused') },
    ...{ throttled: sum('throttled'), failed: sum('failed') },
  };
  return { days, total, latency: percentilesOf(held) };
}

function percentilesOf(days: readonly DayOfApi[]): UsageOfApi['latency'] {
  const sums = new Map<number, number>();
  for (const { upTo = Number.POSITIVE_INFINITY, calls } of days.flatMap(({ latencies }) => latencies))
    sums.set(upTo, (sums.get(upTo) ?? 0) + calls);
  const buckets = [...sums]
    .filter(([, calls]) => calls >= anonymity.smallestGroup)
    .sort(([one], [other]) => one - other);
  const all = buckets.reduce((sum, [, calls]) => sum + calls, 0);
  const at = (share: number): number | undefined => {
    let soFar = 0;
    const bucket = buckets.find(([, calls]) => {
      soFar += calls;
      return soFar >= share * all;
    })?.[0];
    return bucket === Number.POSITIVE_INFINITY ? undefined : bucket;
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
