/** More than any real request costs, and a fraction of a second of work. */
const units = 300_000;

/** Thrown where a check costs more than it may. */
export class OverBudget extends Error {}

let left = 0;

/**
 * Runs one check, which must be synchronous, with a bound on what it costs; the stack is one too: a schema may lead back
 * to itself without going on in the value, and a value may be as deep as its body is long. @throws OverBudget
 */
export function withinBudget<T>(check: () => T): T {
  left = units;
  try {
    return check();
  } catch (error) {
    throw error instanceof RangeError ? new OverBudget('the check goes deeper than it may', { cause: error }) : error;
  }
}

/** One unit is some microseconds of work. @throws OverBudget */
export function spend(cost: number): void {
  left -= cost;
  if (left < 0) throw new OverBudget('the check costs more than it may');
}
