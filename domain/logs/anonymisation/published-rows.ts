import { type AnonymousRow, requestFields } from './anonymous-row';
import type { Tally } from './tally';

/** What an hour's first object holds, what the others do, and both. */
export interface HourTallies {
  readonly first: Tally;
  readonly rest: Tally;
  readonly all: Tally;
}

type Rows = ReadonlyMap<string, readonly AnonymousRow[]>;

/**
 * The rows of an hour, by date. Whoever kept what was published of its first object learns from the difference what the
 * others hold, so the others are held to the same rule as if they stood alone: fewer than `smallestGroup` requests more
 * are not shown. A first object of so few is a bare number, from which nothing can be taken away.
 */
export function publishedRows({ first, rest, all }: HourTallies, smallestGroup: number): Rows {
  const whole = all.rows(smallestGroup);
  if (first.requests < smallestGroup) return whole;
  const parts = [first, ...(rest.requests < smallestGroup ? [] : [rest])].map((part) => part.rows(smallestGroup));
  return new Map(
    [...whole].map(([date, rows]) => [
      date,
      [
        ...added(parts.flatMap((part) => (part.get(date) ?? []).filter(isRequest))),
        ...rows.filter((row) => !isRequest(row)),
      ],
    ]),
  );
}

const isRequest = ({ kind }: AnonymousRow): boolean => kind === 'request';

/** Rows that say the same as one, sorted by what they say. */
function added(rows: readonly AnonymousRow[]): AnonymousRow[] {
  const sums = new Map<string, AnonymousRow>();
  for (const row of rows) {
    const saying = requestFields.map((field) => row[field]).join('\n');
    sums.set(saying, { ...row, requests: row.requests + (sums.get(saying)?.requests ?? 0) });
  }
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}
