interface Revised {
  readonly id: string;
  readonly revision: number;
}

/** The twin of DynamoDB's revised rows. What is kept is frozen, so that it can be lent without a copy. */
export class MemoryRevisedRows<Row extends Revised> {
  readonly #rows = new Map<string, Row>();

  async find(id: string): Promise<Row | undefined> {
    return this.#rows.get(id);
  }

  async save(saved: Row): Promise<boolean> {
    const stored = this.#rows.get(saved.id)?.revision ?? 0;
    if (saved.revision !== stored + 1) return false;
    this.#rows.set(saved.id, frozen(structuredClone(saved)));
    return true;
  }

  async *ids(): AsyncGenerator<string> {
    yield* [...this.#rows.keys()];
  }

  protected all(): readonly Row[] {
    return [...this.#rows.values()];
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
