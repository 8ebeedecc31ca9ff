/** A question to the analytics, in SQL that Athena (Trino) and DuckDB both take. */
export interface AnalyticsQuery {
  /** Kebab-case. */
  readonly name: string;
  readonly description: string;
  sql(source: AnalyticsSource): string;
}

export interface AnalyticsSource {
  /** What stands after FROM: a table, or a query in brackets. */
  readonly from: string;
  /** Fewer requests than this are not shown. */
  readonly smallestGroup: number;
  /** What is shown is a multiple of this. */
  readonly roundTo: number;
}

/** A count as it may be shown; NULL where it is too small, though none at all may be told. */
export const shown = (count: string, { smallestGroup, roundTo }: AnalyticsSource): string =>
  `case when ${count} = 0 then 0 when ${count} >= ${smallestGroup} then ${rounded(count, roundTo)} end`;

export const rounded = (count: string, roundTo: number): string =>
  `${roundTo} * cast(round(${count} / ${roundTo}.0) as bigint)`;
