/** More than any real request costs, and a fraction of a second of work. */
const units = 300_000;

/** Thrown where a check costs more than it may. */
export class OverBudget extends Error {}

let left = 0;

/** Runs one check, which must be synchronous, with a bound on what it costs. @throws OverBudget */
export function withinBudget<T>(check: () => T): T {
  left = units;
  return check();
}

/** One unit is some microseconds of work. @throws OverBudget */
export function spend(cost: number): void {
  left -= cost;
  if (left < 0) throw new OverBudget('the check costs more than it may');
}
