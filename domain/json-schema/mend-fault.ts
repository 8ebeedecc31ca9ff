import type { ErrorObject } from 'ajv';
import { parseJson, writeJson } from '../exact-json';
import { own } from '../own';
import { isObject, type JsonSchema } from './schema';
import { canonical } from './schema-check';
import { textMatching } from './text-matching';

export type Mend = { readonly value: unknown } | undefined;

/** A schema as the check has it, as the definition has it. */
export const inDefinition = (schema: JsonSchema): JsonSchema =>
  parseJson(writeJson(schema).replaceAll('"$ref":"dip:schemas/', '"$ref":"#/schemas/')) as JsonSchema;

const ofType: ReadonlyMap<string, unknown> = new Map(
  Object.entries({
    string: 'string',
    number: 0,
    integer: 0,
    boolean: true,
    array: [],
    object: {},
    null: null,
  }),
);

const ofFormat: ReadonlyMap<string, string> = new Map(
  Object.entries({
    date: '2026-01-05',
    time: '09:00:00Z',
    'date-time': '2026-01-05T09:00:00Z',
    duration: 'P1D',
    email: 'user@example.org',
    hostname: 'example.org',
    ipv4: '192.0.2.1',
    ipv6: '2001:db8::1',
    uri: 'https://example.org/',
    'uri-reference': '/example',
    'uri-template': '/example/{id}',
    url: 'https://example.org/',
    uuid: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
    'json-pointer': '/example',
    'relative-json-pointer': '1/example',
    regex: '.*',
    byte: 'ZXhhbXBsZQ==',
  }),
);

/** The value at the fault's place with the fault taken away, as far as that is known. */
export function withoutFault(
  { keyword, schema, parentSchema = {}, data, params }: ErrorObject,
  sampled: (schema: JsonSchema) => unknown,
): Mend {
  const items = Array.isArray(data) ? data : [];
  const members = isObject(data) ? data : {};
  const without = (name: unknown) => Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));
  const member = (name: string) => ({
    ...members,
    [name]: ofSchema(isObject(parentSchema.properties) ? own(parentSchema.properties, name) : undefined),
  });
  const ofSchema = (of: unknown): unknown =>
    isObject(of) ? (sampled(inDefinition(of)) ?? null) : of === false ? undefined : 'string';
  const number = typeof data === 'number' ? data : 0;
  const text = typeof data === 'string' ? data : '';
  const limit = Number(schema);
  const step = typeof parentSchema.multipleOf === 'number' ? parentSchema.multipleOf : 1;
  switch (keyword) {
    case 'type':
      return { value: ofType.get([params.type].flat()[0]) };
    case 'enum':
      return { value: Array.isArray(schema) ? schema[0] : null };
    case 'const':
      return { value: schema };
    case 'pattern':
      return { value: textMatching(String(schema), parentSchema) ?? text };
    case 'format':
      return { value: ofFormat.get(String(schema)) ?? text };
    case 'minLength':
      return { value: text.padEnd(limit, text === '' ? 'x' : text) };
    case 'maxLength':
      return { value: [...text].slice(0, limit).join('') };
    case 'minimum':
      return { value: Math.ceil(limit / step) * step };
    case 'maximum':
      return { value: Math.floor(limit / step) * step };
    case 'exclusiveMinimum':
      return { value: between(limit, parentSchema.exclusiveMaximum ?? parentSchema.maximum, step) };
    case 'exclusiveMaximum':
      return { value: -between(-limit, negative(parentSchema.exclusiveMinimum ?? parentSchema.minimum), step) };
    case 'multipleOf':
      return { value: Math.ceil(number / limit) * limit };
    case 'minItems':
      return { value: [...items, ...Array.from({ length: limit - items.length }, () => ofSchema(parentSchema.items))] };
    case 'maxItems':
      return { value: items.slice(0, limit) };
    case 'uniqueItems':
      return { value: distinct(items, parentSchema, ofSchema) };
    case 'contains':
      return { value: [...items, ofSchema(schema)] };
    case 'required':
      return { value: member(String(params.missingProperty)) };
    case 'dependentRequired':
      return { value: member(String(params.missingProperty)) };
    case 'additionalProperties':
      return { value: without(params.additionalProperty) };
    case 'unevaluatedProperties':
      return { value: without(params.unevaluatedProperty) };
    case 'propertyNames':
      return { value: without(params.propertyName) };
    case 'minProperties':
      return {
        value: {
          ...members,
          [`property${Object.keys(members).length + 1}`]: ofSchema(parentSchema.additionalProperties),
        },
      };
    case 'maxProperties':
      return { value: Object.fromEntries(Object.entries(members).slice(0, limit)) };
    case 'unevaluatedItems':
      return { value: items.slice(0, Number(params.len)) };
    default:
      return undefined;
  }
}

const negative = (limit: unknown): unknown => (typeof limit === 'number' ? -limit : undefined);

/** The next number above a limit, and below another where there is one. */
function between(limit: number, upper: unknown, step: number): number {
  const next = (Math.floor(limit / step) + 1) * step;
  return typeof upper === 'number' && next >= upper ? (limit + upper) / 2 : next;
}

/** The items with what is there twice made different, or left out where it cannot be. */
function distinct(
  items: readonly unknown[],
  { items: of, minItems = 0 }: Readonly<Record<string, unknown>>,
  ofSchema: (schema: unknown) => unknown,
): unknown[] {
  const seen = new Map<string, unknown>();
  const { enum: stated, oneOf, anyOf }: Readonly<Record<string, unknown>> = isObject(of) ? of : {};
  const alternatives = [oneOf, anyOf].find(Array.isArray) ?? [];
  const values: unknown[] = Array.isArray(stated) ? stated : alternatives.map(ofSchema);
  for (const [index, item] of items.entries()) {
    const other = values.find((value) => !seen.has(canonical(value)));
    const changed = !seen.has(canonical(item)) ? item : (other ?? varied(item, index));
    if (!seen.has(canonical(changed))) seen.set(canonical(changed), changed);
  }
  return seen.size >= Number(minItems) || values.length > 0 ? [...seen.values()] : [...items].slice(0, 1);
}

function varied(value: unknown, index: number): unknown {
  if (typeof value === 'string') return `${value}${index}`;
  if (typeof value === 'number') return value + index;
  if (typeof value === 'boolean') return !value;
  if (!isObject(value)) return value;
  const [first] = Object.entries(value).find(([, each]) => typeof each === 'string' || typeof each === 'number') ?? [];
  return first === undefined ? value : { ...value, [first]: varied(value[first], index) };
}
