/** The objects of the operational log bucket, by name only: no reader of this port sees what they hold. */
export interface LogObjects {
  /** The keys under `prefix`, page by page. */
  list(prefix: string): AsyncIterable<readonly string[]>;
  /** Deletes the objects; one that is gone already is no error. Rejects where any could not be deleted. */
  remove(keys: readonly string[]): Promise<void>;
}
