import type { DayKeys, KeyedHash } from '../marks/day-keys';
import { linkableMark } from '../marks/linkable-mark';
import type { Redaction } from '../redaction';
import { makeRedactor } from './redactor';

interface Needs {
  readonly dayKeys: DayKeys;
  readonly keyedHash: KeyedHash;
}

/** The redaction whose marks link equal values of a day; nothing where the day's key cannot be had. */
export type LinkedRedactionOf = (day: string) => Promise<Redaction | undefined>;

/** Around midnight records of two days come together. */
const MOST_DAYS = 2;

/**
 * Asks for the key of a day once and keeps it in memory, with that of one more day. A refusal is not kept: the next
 * batch asks again.
 */
export function makeLinkedRedactions({ dayKeys, keyedHash }: Needs): LinkedRedactionOf {
  const redactions = new Map<string, Redaction>();
  return async (day) => {
    const known = redactions.get(day);
    if (known) return known;
    const key = await dayKeys.keyOf(day).catch(() => undefined);
    if (!key) return undefined;
    const redaction = makeRedactor(linkableMark((text) => keyedHash(key, text)));
    const [oldest] = redactions.keys();
    if (redactions.size === MOST_DAYS && oldest !== undefined) redactions.delete(oldest);
    redactions.set(day, redaction);
    return redaction;
  };
}
