import type { LogLines } from '../../domain/logs/anonymisation/log-lines';

export class MemoryLogLines implements LogLines {
  readonly #objects: ReadonlyMap<string, readonly string[]>;

  constructor(objects: Readonly<Record<string, readonly string[]>> = {}) {
    this.#objects = new Map(Object.entries(objects));
  }

  async list(prefix: string): Promise<readonly string[]> {
    return [...this.#objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  async read(key: string): Promise<AsyncIterable<readonly string[]> | undefined> {
    const lines = this.#objects.get(key);
    return lines && asRead(lines);
  }
}

async function* asRead(lines: readonly string[]): AsyncGenerator<readonly string[]> {
  yield lines;
}
