/** One line of `reports/bench.json`. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it was measured against, in the same run on the same machine; empty where nothing compares. */
  readonly against: string;
  /** The value by that of `against`: for rates more is better, for times less is. */
  readonly ratio: number | null;
}
