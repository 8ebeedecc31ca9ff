import { own } from '../own';
import { isRecord } from '../record';
import type { JsonSchemaObject } from './schema';
import { textsMatching } from './text-matching';
import { textOfFormat } from './text-of-format';
import { canonical } from './unique-items';

/** The items with what is there twice made different, or left out where it cannot be. */
export function distinct(
  items: readonly unknown[],
  { items: of, minItems = 0 }: JsonSchemaObject,
  ofSchema: (schema: unknown) => unknown,
): unknown[] {
  const schema = isRecord(of) ? of : {};
  const seen = new Map<string, unknown>();
  const values = statedValues(schema, items.length, ofSchema);
  for (const [index, item] of items.entries()) {
    const other = values.find((value) => !seen.has(canonical(value)));
    const changed = !seen.has(canonical(item)) ? item : (other ?? varied(item, index, schema));
    if (!seen.has(canonical(changed))) seen.set(canonical(changed), changed);
  }
  return seen.size >= Number(minItems) || values.length > 0 ? [...seen.values()] : [...items].slice(0, 1);
}

/** Different values of a schema, where it says which there are. */
function statedValues(
  { enum: stated, oneOf, anyOf, type, pattern, ...rest }: JsonSchemaObject,
  count: number,
  ofSchema: (schema: unknown) => unknown,
): unknown[] {
  if (Array.isArray(stated)) return stated;
  if (typeof pattern === 'string') return [...textsMatching(pattern, rest, 10 * count)];
  if (type === 'boolean') return [true, false];
  return ([oneOf, anyOf].find(Array.isArray) ?? []).map(ofSchema);
}

/** Another value of the schema, as far as changing what is there makes one. */
function varied(value: unknown, index: number, schema: JsonSchemaObject): unknown {
  if (typeof value === 'string') return variedText(value, index, schema);
  if (typeof value === 'number') return value + index * (typeof schema.multipleOf === 'number' ? schema.multipleOf : 1);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return value.map((each, at) => (at === 0 ? varied(each, index, {}) : each));
  if (!isRecord(value)) return value;
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const of = (name: string): JsonSchemaObject => {
    const schemaOf = own(properties, name);
    return isRecord(schemaOf) ? schemaOf : {};
  };
  const isFree = (name: string) => of(name).enum === undefined && of(name).const === undefined;
  const [first] =
    Object.entries(value).find(([name, each]) => ['string', 'number'].includes(typeof each) && isFree(name)) ?? [];
  return first === undefined ? value : { ...value, [first]: varied(value[first], index, of(first)) };
}

function variedText(text: string, index: number, { format, pattern, maxLength, ...rest }: JsonSchemaObject): string {
  if (typeof pattern === 'string')
    return textsMatching(pattern, { maxLength, ...rest }, 10 * (index + 1))[index] ?? text;
  const formatted = textOfFormat(format, index);
  if (formatted !== undefined) return formatted;
  const suffix = String(index);
  return typeof maxLength === 'number'
    ? `${text.slice(0, Math.max(maxLength - suffix.length, 0))}${suffix}`
    : `${text}${suffix}`;
}
