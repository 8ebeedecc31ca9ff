/**
 * A value from outside as text where it is a string or a number of any size, and nothing otherwise: an object may have a `toString`
 * that is none, and `String()` of it throws.
 */
export const scalarText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
