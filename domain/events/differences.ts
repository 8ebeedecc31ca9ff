/** The facts that only the one, and only the other has. */
export function differences(before: readonly string[], after: readonly string[]) {
  const had = new Set(before);
  const has = new Set(after);
  return { before: before.filter((fact) => !has.has(fact)), after: after.filter((fact) => !had.has(fact)) };
}
