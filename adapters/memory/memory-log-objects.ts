import type { LogObjects } from '../../domain/logs/log-objects';

export class MemoryLogObjects implements LogObjects {
  readonly #keys: Set<string>;
  readonly #pageSize: number;

  constructor(keys: Iterable<string> = [], { pageSize = 1000 }: { pageSize?: number } = {}) {
    this.#keys = new Set(keys);
    this.#pageSize = pageSize;
  }

  async *list(prefix: string): AsyncGenerator<readonly string[]> {
    const found = [...this.#keys].filter((key) => key.startsWith(prefix)).sort();
    for (let from = 0; from < found.length; from += this.#pageSize) yield found.slice(from, from + this.#pageSize);
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#keys.delete(key);
  }
}
