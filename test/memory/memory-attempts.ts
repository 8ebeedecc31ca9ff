import type { AttemptLimit, Attempts } from '../../domain/accounts/attempts';
import type { Clock } from '../../domain/ports';

export class MemoryAttempts implements Attempts {
  readonly #counts = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async allow(key: string, limit: AttemptLimit): Promise<boolean> {
    const window = this.#windowOf(key, limit);
    const count = (this.#counts.get(window) ?? 0) + 1;
    this.#counts.set(window, count);
    return count <= limit.most;
  }

  async giveBack(key: string, limit: AttemptLimit): Promise<void> {
    const window = this.#windowOf(key, limit);
    this.#counts.set(window, (this.#counts.get(window) ?? 0) - 1);
  }

  #windowOf(key: string, { seconds }: AttemptLimit): string {
    return `${key} ${Math.floor(this.#clock.now().getTime() / 1000 / seconds)}`;
  }
}
