/** The trail of who read records and of who changed what locks them. */
export interface ReadingTrail {
  /** The records of a month (`2026-01`), in no order, as the trail has them. */
  recordsOf(month: string): AsyncIterable<unknown>;
}
