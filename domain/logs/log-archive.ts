/** The stored records, to be read. */
export interface LogArchive {
  /** The APIs that have records under a prefix such as `api=`. */
  apis(prefix: string): Promise<readonly string[]>;
  /** The keys under a prefix, in order. */
  keys(prefix: string): Promise<readonly string[]>;
  /** The lines of an object; none where it is gone. */
  lines(key: string): Promise<readonly string[]>;
}
