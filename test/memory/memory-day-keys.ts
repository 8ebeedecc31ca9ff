import { createHmac, randomBytes } from 'node:crypto';
import type { DayKeys } from '../../domain/logs/redaction/marks/day-keys';

/** Day keys under a secret that lives as long as the process. */
export class MemoryDayKeys implements DayKeys {
  readonly #secret = randomBytes(32);

  keyOf(day: string): Promise<Uint8Array> {
    return Promise.resolve(createHmac('sha256', this.#secret).update(day).digest());
  }
}
