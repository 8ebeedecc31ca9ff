/** The delivered log objects, and what they hold. */
export interface LogLines {
  /** The keys that start with `prefix`. */
  list(prefix: string): Promise<readonly string[]>;
  /** An object's lines, some at a time; undefined where it is gone. Rejects while reading where it is damaged. */
  read(key: string): Promise<AsyncIterable<readonly string[]> | undefined>;
}
