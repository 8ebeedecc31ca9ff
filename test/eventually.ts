import { setTimeout as wait } from 'node:timers/promises';

/**
 * Looks again until what is looked at holds, and answers it. Given up is just before a journey's test would be, by what
 * was seen last: a slow machine is no fault, and what never comes is named.
 * @param look throws as long as it does not hold
 */
export async function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  const last = Date.now() + 110_000;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > last) throw error;
    }
    await wait(20);
  }
}
