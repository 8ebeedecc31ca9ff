import type { LogArchive } from '../../domain/logs/log-archive';

export class MemoryLogArchive implements LogArchive {
  readonly #objects: ReadonlyMap<string, readonly string[]>;

  /** @param objects lines by key */
  constructor(objects: Readonly<Record<string, readonly string[]>>) {
    this.#objects = new Map(Object.entries(objects));
  }

  async apis(prefix: string): Promise<readonly string[]> {
    const names = (await this.keys(prefix)).flatMap((key) => key.slice(prefix.length).split('/')[0] ?? []);
    return [...new Set(names)].sort();
  }

  async keys(prefix: string): Promise<readonly string[]> {
    return [...this.#objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  async lines(key: string): Promise<readonly string[]> {
    return this.#objects.get(key) ?? [];
  }
}
