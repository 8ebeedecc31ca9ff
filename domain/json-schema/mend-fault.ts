import type { ErrorObject } from 'ajv';
import { parseJson, writeJson } from '../exact-json';
import { own } from '../own';
import { isRecord } from '../record';
import { distinct } from './distinct-items';
import type { JsonSchema, JsonSchemaObject } from './schema';
import { textMatching, textsMatching } from './text-matching';
import { textOfFormat } from './text-of-format';

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

/** The value at the fault's place with the fault taken away, as far as that is known. */
export function withoutFault(
  { keyword, schema, parentSchema = {}, data, params }: ErrorObject,
  sampled: (schema: JsonSchema) => unknown,
): Mend {
  const items = Array.isArray(data) ? data : [];
  const members = isRecord(data) ? data : {};
  const without = (name: unknown) => Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));
  const member = (name: string) => ({
    ...members,
    [name]: ofSchema(isRecord(parentSchema.properties) ? own(parentSchema.properties, name) : undefined),
  });
  const ofSchema = (of: unknown): unknown =>
    isRecord(of) ? (sampled(inDefinition(of)) ?? null) : of === false ? undefined : 'string';
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
      return { value: textMatching(String(schema), lengthsOf(parentSchema)) ?? text };
    case 'format':
      return { value: textOfFormat(schema) ?? text };
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
      return { value: withAnother(members, parentSchema, ofSchema) };
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

/** An object with one member more: of a name that a pattern gives where names are bound, or of one that is made up. */
function withAnother(
  members: JsonSchemaObject,
  { patternProperties, additionalProperties, propertyNames, properties }: JsonSchemaObject,
  ofSchema: (schema: unknown) => unknown,
): JsonSchemaObject {
  const isNew = (name: string) => !Object.hasOwn(members, name);
  const declared = Object.entries(isRecord(properties) ? properties : {}).find(([name]) => isNew(name));
  if (declared) return { ...members, [declared[0]]: ofSchema(declared[1]) };
  const [pattern, schema] = Object.entries(isRecord(patternProperties) ? patternProperties : {})[0] ?? [];
  const bound = isRecord(propertyNames) ? propertyNames.pattern : undefined;
  const names = [...(pattern === undefined ? [] : [pattern]), ...(typeof bound === 'string' ? [bound] : [])];
  const [name] = names.flatMap((each) => textsMatching(each, {}, 100)).filter(isNew);
  const value = ofSchema(pattern === undefined ? additionalProperties : schema);
  return { ...members, [name ?? `property${Object.keys(members).length + 1}`]: value };
}

const lengthsOf = ({ minLength, maxLength }: JsonSchemaObject) => ({ minLength, maxLength });
