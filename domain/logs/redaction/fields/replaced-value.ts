import type { PersonalKind, Redaction } from '../redaction';

/** The marker of a value; absent values stay what they are, so that a record still says that there was none. */
export function replacedValue(value: unknown, kind: PersonalKind, { mark }: Redaction): unknown {
  if (value === null || value === '' || value === '-' || typeof value === 'boolean') return value;
  return mark(kind, typeof value === 'string' ? value : JSON.stringify(value));
}
