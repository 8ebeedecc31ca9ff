import type { Application } from '../../domain/applications/application';
import type { Subscribers } from '../../domain/applications/subscribers';
import { standingOf } from '../../domain/applications/subscription';

export class MemorySubscribers implements Subscribers {
  readonly #all: () => readonly Application[];

  constructor(all: () => readonly Application[]) {
    this.#all = all;
  }

  async *of(api: string): AsyncGenerator<Application> {
    for (const each of this.#all()) if (standingOf(each, api) === 'approved') yield each;
  }

  async *related(api: string): AsyncGenerator<Application> {
    for (const each of this.#all()) if (standingOf(each, api) !== 'none' || each.producerOf.includes(api)) yield each;
  }
}
