/**
 * Whose traffic a row counts: consumers' requests, health checks (`_ping`, `_status` and whoever holds the monitoring
 * key), or records of which nothing can be read (tombstones, and lines that are no access record).
 */
export type RowKind = 'request' | 'health' | 'unreadable';

/**
 * The whole of what is kept of a request. This list is the law: a field that does not stand here does not reach the
 * analytics. An absent field was given up so that nobody stands alone in a row.
 */
export interface RequestFields {
  /** 0 to 23, UTC. */
  readonly hour?: number;
  /** Method and path template, such as `GET /Patient/{id}`. */
  readonly operation?: string;
  /** `2xx`. */
  readonly statusClass?: string;
  /** Milliseconds: the request took at most as long as this, and longer than the bucket below. */
  readonly latencyUpTo?: number;
  /** Which part refused or failed it; `none` where none did. */
  readonly errorClass?: string;
  /** How its caller proved who they are; `open` where nobody asked. */
  readonly accessMode?: string;
  /** Of the application's owner; `unknown` where nobody stated it. */
  readonly organisationType?: string;
}

/** Requests of one API and one date that have these fields in common. */
export interface AnonymousRow extends RequestFields {
  readonly kind: RowKind;
  readonly requests: number;
}

/** In the order that rows are told apart and sorted by. */
export const requestFields = [
  'hour',
  'operation',
  'statusClass',
  'latencyUpTo',
  'errorClass',
  'accessMode',
  'organisationType',
] as const satisfies readonly (keyof RequestFields)[];
export type RequestField = (typeof requestFields)[number];
