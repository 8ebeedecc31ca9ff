import { countedForDays } from '../../retention/periods';
import {
  type AccessCounts,
  type ApiCounts,
  type DayOfApi,
  otherOperations,
  type WeekOfApplication,
  weeksCounted,
} from './call-counts';
import type { CallsOfApi, CallsOfApplication } from './hour-tally';

const DAY = 86_400_000;
/** Of operations and statuses in a week of an application: twelve such weeks stay below the 400 KB of an item. */
const mostPairs = 100;

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  const time = Date.parse(date);
  return dateOf(time - ((new Date(time).getUTCDay() + 6) % 7) * DAY);
}

export const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The days of an API that are still counted. */
export const daysHeld = ({ days }: Pick<ApiCounts, 'days'>, now: Date): DayOfApi[] => {
  const first = dateOf(now.getTime() - countedForDays * DAY);
  return days.filter(({ date }) => date > first);
};

/** The weeks of an application that are still counted. */
export const weeksHeld = ({ weeks }: Pick<AccessCounts, 'weeks'>, now: Date): WeekOfApplication[] => {
  const first = dateOf(Date.parse(mondayOf(dateOf(now.getTime()))) - (weeksCounted - 1) * 7 * DAY);
  return weeks.filter(({ from }) => from >= first);
};

/** The days of an API with an hour more. */
export function withHourOfApi(
  days: readonly DayOfApi[],
  date: string,
  { latencies, ...calls }: CallsOfApi,
): DayOfApi[] {
  const known = days.find((one) => one.date === date);
  const rest = days.filter((one) => one.date !== date);
  if (!known) return [...rest, { date, ...calls, latencies }];
  const sum = (name: 'requests' | 'refused' | 'throttled' | 'failed') => known[name] + calls[name];
  const sums = {
    requests: sum('requests'),
    refused: sum('refused'),
    throttled: sum('throttled'),
    failed: sum('failed'),
  };
  const buckets = added([...known.latencies, ...latencies], ({ upTo }) => String(upTo));
  return [...rest, { date, ...sums, busiest: Math.max(known.busiest, calls.busiest), latencies: buckets }];
}

/** The weeks of an application with an hour more. */
export function withHourOfApplication(
  weeks: readonly WeekOfApplication[],
  date: string,
  { calls, busiest, retries }: CallsOfApplication,
): WeekOfApplication[] {
  const from = mondayOf(date);
  const known = weeks.find((one) => one.from === from);
  const rest = weeks.filter((one) => one.from !== from);
  const sum = (name: keyof typeof retries) => (known?.retries[name] ?? 0) + retries[name];
  return [
    ...rest,
    {
      from,
      calls: fitting(added([...(known?.calls ?? []), ...calls], pairOf)),
      busiest: Math.max(known?.busiest ?? 0, busiest),
      retries: { asked: sum('asked'), retried: sum('retried'), hurried: sum('hurried'), sooner: sum('sooner') },
    },
  ];
}

const pairOf = ({ operation, status }: { operation: string; status: number }): string => `${status} ${operation}`;

function fitting(calls: WeekOfApplication['calls']): WeekOfApplication['calls'] {
  if (calls.length <= mostPairs) return calls;
  const rest = calls.slice(mostPairs).map((one) => ({ ...one, operation: otherOperations }));
  return added([...calls.slice(0, mostPairs), ...rest], pairOf);
}

/** Counts that say the same as one. */
function added<Counted extends { readonly calls: number }>(
  counts: readonly Counted[],
  sayingOf: (one: Counted) => string,
): Counted[] {
  const sums = new Map<string, Counted>();
  for (const one of counts) {
    const saying = sayingOf(one);
    sums.set(saying, { ...one, calls: one.calls + (sums.get(saying)?.calls ?? 0) });
  }
  return [...sums.values()];
}
