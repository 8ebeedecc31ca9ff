/** What a delivered log object holds. */
export interface LogLines {
  /** Its lines, as they are read; undefined where the object is gone. Rejects while reading where it is damaged. */
  read(key: string): Promise<AsyncIterable<string> | undefined>;
}
