import { type LogObjects, together } from '../../domain/logs/log-objects';

export class MemoryLogObjects implements LogObjects {
  readonly #objects: Map<string, readonly string[]>;
  readonly #pageSize: number;

  /** @param objects lines by key */
  constructor(
    objects: Readonly<Record<string, readonly string[]>> = {},
    { pageSize = 1000 }: { pageSize?: number } = {},
  ) {
    this.#objects = new Map(Object.entries(objects));
    this.#pageSize = pageSize;
  }

  async apis(prefix: string): Promise<readonly string[]> {
    const names = (await together(this.list(prefix))).flatMap((key) => key.slice(prefix.length).split('/')[0] ?? []);
    return [...new Set(names)].sort();
  }

  async *list(prefix: string): AsyncGenerator<readonly string[]> {
    const found = [...this.#objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    for (let from = 0; from < found.length; from += this.#pageSize) yield found.slice(from, from + this.#pageSize);
  }

  async read(key: string): Promise<AsyncIterable<readonly string[]> | undefined> {
    const lines = this.#objects.get(key);
    return lines && asRead(lines);
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#objects.delete(key);
  }
}

async function* asRead(lines: readonly string[]): AsyncGenerator<readonly string[]> {
  yield lines;
}
