/**
 * A marker with more than a separator beside it, something still encoded, or what may be a query: what stood beside the
 * replaced value may be recognised, or read otherwise, only now that the value is gone.
 */
const GLUED = /[^\s,;()"'=^]\[[a-z]|[a-z]\][^\s,;()"'=^.]|%[\da-f]{2}|[?&]/i;
const MOST_PASSES = 4;

/** Redacts until nothing more is found, which is at once but for values that touch: redacting twice changes nothing. */
export function untilSettled(text: string, redactOnce: (text: string) => string): string {
  let current = text;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = redactOnce(current);
    if (next === current || !GLUED.test(next)) return next;
    current = next;
  }
  return current;
}
