/** The delivered log objects, each of many lines; who only sweeps or only reads takes that part of it. */
export interface LogObjects {
  /** The APIs that have objects under a prefix such as `api=`. */
  apis(prefix: string): Promise<readonly string[]>;
  /** The keys that start with `prefix`, in order, page by page. */
  list(prefix: string): AsyncIterable<readonly string[]>;
  /** An object's lines, some at a time; undefined where it is gone. Rejects while reading where it is damaged. */
  read(key: string): Promise<AsyncIterable<readonly string[]> | undefined>;
  /** Deletes the objects; one that is gone already is no error. Rejects where any could not be deleted. */
  remove(keys: readonly string[]): Promise<void>;
}

/** What comes in pages, or some at a time, together; nothing of what is gone. */
export async function together<Item>(pages: AsyncIterable<readonly Item[]> | undefined): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages ?? []) all.push(...page);
  return all;
}
