import type { ReadingTrail } from '../../domain/access-review/reading-trail';

export class MemoryReadingTrail implements ReadingTrail {
  readonly #records: readonly { readonly eventTime: string }[];

  constructor(records: readonly { readonly eventTime: string }[]) {
    this.#records = records;
  }

  async *recordsOf(month: string): AsyncGenerator<unknown> {
    yield* this.#records.filter(({ eventTime }) => eventTime.startsWith(month));
  }
}
