import type { AttemptLimit, Attempts } from '../../domain/accounts/attempts';
import type { Clock } from '../../domain/ports';

export class MemoryAttempts implements Attempts {
  readonly #counts = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async allow(key: string, { most, seconds }: AttemptLimit): Promise<boolean> {
    const window = `${key} ${Math.floor(this.#clock.now().getTime() / 1000 / seconds)}`;
    const count = (this.#counts.get(window) ?? 0) + 1;
    this.#counts.set(window, count);
    return count <= most;
  }
}
