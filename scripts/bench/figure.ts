/** One line of reports/bench.json: what was measured, in which unit, beside what, and how many times that it is. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is compared with, in words. */
  readonly against: string;
  /** The value's share of what it is compared with, of the same run; null where that is a fixed bound. */
  readonly ratio: number | null;
}
