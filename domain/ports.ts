/** Where time comes from, so that tests and the embedded cloud can move it. */
export interface Clock {
  now(): Date;
}

/** A source of identifiers that never repeat: UUIDs, unless a test says otherwise. */
export type NewId = () => string;
