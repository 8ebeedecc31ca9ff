import { sample } from 'openapi-sampler';
import { limits } from './limits';
import { isRecord, type JsonObject } from './spec-node';

/** Cost of an example: values, and characters of text. */
interface Size {
  readonly values: number;
  readonly characters: number;
}

/**
 * An answer made from its schema, where nobody states an example; undefined where the schema allows nothing.
 */
export function makeExample(schema: JsonObject): unknown {
  if (isTooLarge(schema)) return undefined;
  try {
    const value: unknown = sample(withoutProto(schema), { skipNonRequired: false, skipWriteOnly: true, quiet: true });
    return value === null ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whether the schema asks for more than an example may have; a `minItems` of a hundred million does so in a line. */
export function isTooLarge(schema: JsonObject): boolean {
  const { values, characters } = sizeOf(schema);
  return values > limits.madeValues || characters > limits.madeCharacters;
}

/** No less than what the sampler makes: of alternatives it takes one, of additional properties it makes two. */
function sizeOf(schema: unknown): Size {
  if (!isRecord(schema)) return one;
  const stated = [schema.example, schema.const, schema.default, schema.enum, schema.examples];
  const children = [
    ...stated.filter((value) => value !== undefined).map(sizeOfValue),
    ...(isRecord(schema.properties) ? Object.values(schema.properties).map(sizeOf) : []),
    ...listOf(schema.allOf).map(sizeOf),
    ...[schema.oneOf, schema.anyOf].map((list) => listOf(list).map(sizeOf).reduce(larger, none)),
    ...[schema.if, schema.then, schema.else].map(sizeOf),
    times(sizeOf(schema.additionalProperties), 2),
    times(itemsOf(schema), Math.max(countOf(schema.minItems), 1)),
    { values: 0, characters: countOf(schema.minLength) },
  ];
  return children.reduce(plus, one);
}

const none: Size = { values: 0, characters: 0 };
const one: Size = { values: 1, characters: 10 };

const plus = (a: Size, b: Size): Size => ({ values: a.values + b.values, characters: a.characters + b.characters });
const times = (a: Size, count: number): Size => ({ values: a.values * count, characters: a.characters * count });
const larger = (a: Size, b: Size): Size => ({
  values: Math.max(a.values, b.values),
  characters: Math.max(a.characters, b.characters),
});

const itemsOf = ({ items, prefixItems, contains }: JsonObject): Size =>
  [prefixItems, items, contains]
    .flatMap((each) => listOf(each))
    .map(sizeOf)
    .reduce(larger, none);

function sizeOfValue(value: unknown): Size {
  if (typeof value === 'string') return { values: 1, characters: value.length };
  if (typeof value !== 'object' || value === null) return one;
  return Object.values(value).map(sizeOfValue).reduce(plus, one);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** What is no count is as much as can be. */
const countOf = (value: unknown): number => {
  if (value === undefined) return 0;
  return typeof value === 'number' && value >= 0 ? value : Number.MAX_SAFE_INTEGER;
};

/** The sampler writes names into plain objects, where this one would change what all objects have. */
function withoutProto(value: unknown): JsonObject {
  const copy = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(copy);
    if (!isRecord(each)) return each;
    return Object.fromEntries(
      Object.entries(each)
        .filter(([name]) => name !== '__proto__')
        .map(([name, field]) => [name, copy(field)]),
    );
  };
  return copy(value) as JsonObject;
}
