interface Revised {
  readonly id: string;
  readonly revision: number;
}

/** The twin of DynamoDB's revised rows. */
export class MemoryRevisedRows<Row extends Revised> {
  readonly #rows = new Map<string, Row>();

  async find(id: string): Promise<Row | undefined> {
    return structuredClone(this.#rows.get(id));
  }

  async save(saved: Row): Promise<boolean> {
    const stored = this.#rows.get(saved.id)?.revision ?? 0;
    if (saved.revision !== stored + 1) return false;
    this.#rows.set(saved.id, structuredClone(saved));
    return true;
  }

  protected all(): readonly Row[] {
    return [...this.#rows.values()];
  }
}
