import type { ErrorObject } from 'ajv';
import { isRecord } from '../record';
import { inDefinition, type Mend } from './mend-fault';
import { type JsonSchema, type JsonSchemaObject, settled } from './schema';
import type { SchemaChecks } from './schema-check';
import { chosenByKeyword } from './to-2020-12';

export interface Mending {
  readonly schema: JsonSchema;
  /** Of the definition. */
  readonly schemas: readonly JsonSchema[];
  readonly checks: SchemaChecks;
  /** A first attempt at a value of a schema. */
  readonly sampled: (schema: JsonSchema) => unknown;
}

/** How often something was tried at a place of a value and of its schema, so that each attempt is made once. */
export type Tried = Map<string, number>;

/** A fault that several values may be free of. */
export const isChoice = ({ keyword }: ErrorObject): boolean => ['oneOf', 'anyOf', 'not'].includes(keyword);

/** The next value that may be free of the fault; undefined once all were tried. */
export function withChoice(fault: ErrorObject, tried: Tried, mending: Mending): Mend {
  const key = `${fault.instancePath} ${fault.schemaPath}`;
  const next = tried.get(key) ?? 0;
  tried.set(key, next + 1);
  return fault.keyword === 'not' ? unlike(fault, next) : withAlternative(fault, next, mending);
}

/** The value with what an alternative asks for in it, then the alternative alone, then what tells them apart. */
function withAlternative(fault: ErrorObject, next: number, mending: Mending): Mend {
  const alternatives = alternativesOf(fault);
  const { length } = alternatives;
  const alternative = alternatives[next % Math.max(length, 1)];
  if (alternative === undefined || next >= 3 * length) return undefined;
  if (next >= 2 * length) return againstOthers(fault, next - 2 * length, mending);
  const made = mending.sampled(inDefinition(alternative)) ?? null;
  return { value: next < length && isRecord(made) && isRecord(fault.data) ? { ...fault.data, ...made } : made };
}

function alternativesOf({ schema, parentSchema }: ErrorObject): readonly JsonSchema[] {
  const all: readonly JsonSchema[] = Array.isArray(schema) ? schema : [];
  return parentSchema?.[chosenByKeyword] === undefined ? all : all.slice(1);
}

/**
 * Where alternatives ask for nothing, every object is each of them. Members that one takes and the others would not take
 * with such a value tell them apart.
 */
function againstOthers(fault: ErrorObject, meant: number, { schemas, sampled, checks }: Mending): Mend {
  const alternatives = alternativesOf(fault).map(inDefinition);
  const own = alternatives[meant] ?? {};
  const value = sampled(own);
  const isOwn = checks.body(own);
  if (!isRecord(value)) {
    const others = alternatives.filter((_, index) => index !== meant).map((other) => checks.body(other));
    const only = unlikely().filter((each) => isOwn(each).length === 0 && others.every((of) => of(each).length > 0));
    return { value: only[0] ?? value };
  }
  const changed = alternatives.reduce<JsonSchemaObject>((object, other, index) => {
    if (index === meant || checks.body(other)(object).length > 0) return object;
    const candidates = Object.keys(membersOf(other, schemas)).flatMap((name) =>
      unlikely().map((each) => withMember(object, name, each)),
    );
    return candidates.find((each) => isOwn(each).length === 0 && checks.body(other)(each).length > 0) ?? object;
  }, value);
  return { value: changed };
}

/** Of every type one, the oddest first. */
const unlikely = (): unknown[] => [{}, [], 'string', 0.5, true, null];

const withMember = (object: JsonSchemaObject, name: string, value: unknown): JsonSchemaObject => ({
  ...object,
  [name]: value,
});

/** The properties that a schema names, those of its `allOf` among them. */
function membersOf(schema: unknown, schemas: readonly JsonSchema[], depth = 0): JsonSchemaObject {
  const { properties, allOf } = settled(schema, schemas);
  const inherited = Array.isArray(allOf) && depth < 20 ? allOf.map((each) => membersOf(each, schemas, depth + 1)) : [];
  return Object.assign({}, ...inherited, isRecord(properties) ? properties : {});
}

/** What a schema forbids is changed: another value that the schema lists, without what it names, or of another kind. */
function unlike({ data, schema, parentSchema = {} }: ErrorObject, next: number): Mend {
  const stated: unknown[] = Array.isArray(parentSchema.enum) ? parentSchema.enum : [];
  const forbidden = isRecord(schema) ? schema : {};
  const named = [forbidden.required, isRecord(forbidden.properties) ? Object.keys(forbidden.properties) : []].flatMap(
    (names) => (Array.isArray(names) ? names : []),
  );
  const without = isRecord(data)
    ? named.map((name) => Object.fromEntries(Object.entries(data).filter(([each]) => each !== name)))
    : [];
  const others = typeof data === 'string' ? [`${data}-1`, 'x'] : typeof data === 'number' ? [data + 1, data - 1] : [];
  const values = [...stated, ...without, ...others, ...unlikely()];
  return next < values.length ? { value: structuredClone(values[next]) } : undefined;
}
