/** What stands under a path of a template, whose shape nobody guarantees; `undefined` where nothing does. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

/** The same as a list: CloudFormation and IAM take one value wherever they take several. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

export const isRecord = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null;

/** A number that a template may also write as a string. */
export function numberAt(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const found = at(value, ...path);
  return found === undefined || isRecord(found) || Number.isNaN(Number(found)) ? undefined : Number(found);
}

/** Templates write `true` and, where a person wrote them, `"true"`. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true';
