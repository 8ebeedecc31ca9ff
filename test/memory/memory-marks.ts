import { createHmac, randomBytes } from 'node:crypto';
import type { Marks } from '../../domain/oauth/ports';

/** Marks under a secret that lives as long as the process. */
export class MemoryMarks implements Marks {
  readonly #secret = randomBytes(32);

  of(text: string): Promise<string> {
    return Promise.resolve(createHmac('sha256', this.#secret).update(text, 'utf8').digest('base64url'));
  }
}
