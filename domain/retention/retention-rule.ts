/**
 * How long every store keeps what it holds, why, what kind of data that is, and which role may read it. Buckets,
 * tables and log groups are made from this; nothing else states a retention period.
 */
export interface RetentionRule {
  readonly purpose: string;
  readonly categories: readonly DataCategory[];
  /** Who reads it: a role of the platform, never a person. */
  readonly readers: readonly string[];
  /**
   * Days after which it is gone, counted from `after` where that is not the writing itself; `asLongAs` names what it
   * lives as long as.
   */
  readonly keptFor: { readonly days: number; readonly after?: string } | { readonly asLongAs: string };
  /** Of a table: days for which a row that is gone can still be restored. @default none */
  readonly recoverableDays?: number;
}

export type DataCategory =
  | 'redacted-access-record'
  | 'unredacted-access-record'
  | 'redacted-function-log'
  | 'unredacted-function-log'
  | 'anonymised'
  | 'registration'
  | 'name-and-email'
  | 'credential'
  | 'staff-activity'
  | 'operational'
  | 'published';
