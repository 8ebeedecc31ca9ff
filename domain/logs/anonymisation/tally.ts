import type { AnonymousRecord } from './anonymise-record';
import { type AnonymousRow, type RowKind, requestFields } from './anonymous-row';
import { withoutSmallGroups } from './without-small-groups';

interface Counted {
  readonly record: AnonymousRecord;
  requests: number;
}

/** Counts records that are alike as they come, so that memory holds what there is to tell apart and not what came. */
export class Tally {
  readonly #counted = new Map<string, Counted>();
  #requests = 0;

  /** Of consumers, whatever their date. */
  get requests(): number {
    return this.#requests;
  }

  add(record: AnonymousRecord): void {
    const { kind, date, fields } = record;
    if (kind === 'request') this.#requests += 1;
    const key = [kind, date, ...requestFields.map((field) => fields[field])].join('\n');
    const counted = this.#counted.get(key);
    if (counted) counted.requests += 1;
    else this.#counted.set(key, { record, requests: 1 });
  }

  /** By date; sorted by what rows say, as the order in which requests came is nobody's business. */
  rows(smallestGroup: number): ReadonlyMap<string, readonly AnonymousRow[]> {
    const dates = new Map<string, Counted[]>();
    for (const counted of this.#counted.values()) {
      const { date } = counted.record;
      dates.set(date, [...(dates.get(date) ?? []), counted]);
    }
    return new Map([...dates].map(([date, counted]) => [date, rowsOf(counted, smallestGroup)]));
  }
}

function rowsOf(counted: readonly Counted[], smallestGroup: number): AnonymousRow[] {
  const rows = counted.map(({ record, requests }): AnonymousRow => ({ kind: record.kind, ...record.fields, requests }));
  const of = (kind: RowKind) => rows.filter((row) => row.kind === kind);
  return [...withoutSmallGroups(of('request'), smallestGroup), ...of('health'), ...of('unreadable')].sort(bySaying);
}

const bySaying = (one: AnonymousRow, other: AnonymousRow): number => (saying(one) < saying(other) ? -1 : 1);
const saying = (row: AnonymousRow): string => [row.kind, ...requestFields.map((field) => row[field])].join('\n');
