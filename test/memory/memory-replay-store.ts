import type { ReplayStore } from '../../domain/oauth/ports';
import type { Clock } from '../../domain/ports';

export class MemoryReplayStore implements ReplayStore {
  readonly #burnt = new Map<string, Date>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async burn({ id, expiresAt }: Parameters<ReplayStore['burn']>[0]): Promise<boolean> {
    const until = this.#burnt.get(id);
    if (until !== undefined && until >= this.#clock.now()) return false;
    this.#burnt.set(id, expiresAt);
    return true;
  }
}
