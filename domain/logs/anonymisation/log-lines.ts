/** The delivered log objects, and what they hold. */
export interface LogLines {
  /** The keys that start with `prefix`. */
  list(prefix: string): Promise<readonly string[]>;
  /** An object's lines, as they are read; undefined where it is gone. Rejects while reading where it is damaged. */
  read(key: string): Promise<AsyncIterable<string> | undefined>;
}
