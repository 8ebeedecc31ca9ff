import type { Ajv } from 'ajv';
import { isRecord } from '../record';

/** The engine with a `uniqueItems` of one pass; its own holds each item against all others. */
export function withUniqueItems<Engine extends Pick<Ajv, 'addKeyword' | 'removeKeyword'>>(ajv: Engine): Engine {
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must NOT have duplicate items' },
    validate: (isAsked: boolean, items: readonly unknown[]) =>
      !isAsked || new Set(items.map(canonical)).size === items.length,
  });
  return ajv;
}

/** The same text for equal values, whatever the order of their properties. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    isRecord(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  ) ?? '';
