import { sample } from 'openapi-sampler';
import { writeJson } from '../exact-json';
import { isRecord } from '../record';
import { OverBudget } from './check-budget';
import { forSampler } from './for-sampler';
import type { Mending } from './mend-choice';
import { mended } from './mend-example';
import { type JsonSchema, type JsonSchemaObject, placeOf, soleReference } from './schema';
import { type SchemaChecks, schemaChecks } from './schema-check';
import type { Direction } from './to-2020-12';
import { withoutOtherDirection } from './without-other-direction';

/** Values, and characters of text, of one example that is made. */
const most = { values: 10_000, characters: 100_000 };

export interface MadeExample {
  readonly value: unknown;
  /** Why it is not what its schema asks for, where nothing could be made that is. */
  readonly fault?: string;
}

export interface ExampleMaker {
  /** A value of a schema that nobody states an example of; undefined where the schema allows nothing. */
  readonly make: (schema: JsonSchema) => MadeExample | undefined;
  /** Whether the schema asks for more than an example may have; a `minItems` of a hundred million does so in a line. */
  readonly isTooLarge: (schema: JsonSchema) => boolean;
  readonly checks: SchemaChecks;
}

/** Makes examples of what travels one way, from the schemas of one definition. */
export function exampleMaker(schemas: readonly JsonSchema[], direction: Direction): ExampleMaker {
  const checks = schemaChecks(schemas, direction);
  const exactly = schemaChecks(schemas, direction, true);
  const isNamed = schemas.some(holdsDiscriminator);
  const namesAlternatives = (schema: JsonSchema) => isNamed || holdsDiscriminator(schema);
  const spec = { openapi: '3.1.0', schemas: schemas.map(forSampler) };
  const sizes = sizesOfSamples(schemas);
  const isTooLarge = (schema: JsonSchema) => {
    const { values, characters } = sizes(schema);
    return values > most.values || characters > most.characters;
  };
  const sampled = (schema: JsonSchema): unknown => {
    if (typeof schema === 'boolean') return undefined;
    try {
      const options = {
        skipNonRequired: false,
        quiet: true,
        ...(direction === 'response' ? { skipWriteOnly: true } : { skipReadOnly: true }),
      };
      return sample(forSampler(schema) as JsonSchemaObject, options, spec);
    } catch {
      return undefined;
    }
  };
  /** Files name the same schema at many operations. */
  const known = new Map<number, MadeExample | undefined>();
  const make = (schema: JsonSchema): MadeExample | undefined => {
    const place = soleReference(schema);
    if (place === undefined) return madeOf(schema);
    if (!known.has(place)) known.set(place, madeOf(schema));
    return known.get(place);
  };
  const madeBy = (schema: JsonSchema, { body, ...others }: SchemaChecks): unknown => {
    const isRight = (value: unknown) => body(schema)(value).length === 0;
    const sample = sampled(schema) ?? null;
    // Null is the sampler's word for what it does not know.
    const first = sample === null && isRight({}) ? {} : sample;
    const mend = () => mendedWithin(first, { schema, schemas, checks: { body, ...others }, sampled });
    const better = isRight(first) ? first : mend();
    const right = !isRight(better) && isRight({}) ? {} : better;
    return withoutOtherDirection(right, schema, { flag: otherDirection[direction], schemas, checks });
  };
  const madeOf = (schema: JsonSchema): MadeExample | undefined => {
    if (schema === false || isTooLarge(schema)) return undefined;
    const check = checks.body(schema);
    // Who knows nothing of discriminators takes a value of several alternatives for wrong.
    if (namesAlternatives(schema)) {
      const value = madeBy(schema, exactly);
      if (exactly.body(schema)(value).length === 0 && check(value).length === 0) return { value };
    }
    const value = madeBy(schema, checks);
    const [fault] = check(value);
    return { value, ...(fault !== undefined && { fault }) };
  };
  return { make, isTooLarge, checks };
}

const holdsDiscriminator = (schema: JsonSchema): boolean => writeJson(schema).includes('"discriminator":');

const otherDirection = { request: 'readOnly', response: 'writeOnly' } as const;

/** Where a check costs more than it may, what there is stands. */
function mendedWithin(value: unknown, mending: Mending): unknown {
  try {
    return mended(value, mending);
  } catch (error) {
    if (error instanceof OverBudget) return value;
    throw error;
  }
}

/** Cost of an example: values, and characters of text. */
interface Size {
  readonly values: number;
  readonly characters: number;
}

const none: Size = { values: 0, characters: 0 };
const one: Size = { values: 1, characters: 10 };

const plus = (a: Size, b: Size): Size => ({ values: a.values + b.values, characters: a.characters + b.characters });
const times = (a: Size, count: number): Size => ({ values: a.values * count, characters: a.characters * count });
const larger = (a: Size, b: Size): Size => ({
  values: Math.max(a.values, b.values),
  characters: Math.max(a.characters, b.characters),
});

/** No less than what the sampler makes: of alternatives it takes one, of additional properties it makes two. */
function sizesOfSamples(schemas: readonly JsonSchema[]): (schema: JsonSchema) => Size {
  const known = new Map<number, Size>();

  const ofPlace = (place: number): Size => {
    const found = known.get(place);
    if (found !== undefined) return found;
    // The sampler leaves out what leads back to itself.
    known.set(place, one);
    const size = of(schemas[place]);
    known.set(place, size);
    return size;
  };

  let depth = 0;
  const of = (schema: unknown): Size => {
    // The sampler goes 15 levels deep.
    if (!isRecord(schema) || depth > 200) return one;
    depth += 1;
    const size = ofParts(schema);
    depth -= 1;
    return size;
  };

  const ofParts = (schema: JsonSchemaObject): Size => {
    const place = placeOf(schema.$ref);
    const stated = [schema.example, schema.const, schema.default, schema.enum, schema.examples];
    const children = [
      place === undefined ? none : ofPlace(place),
      ...stated.filter((value) => value !== undefined).map(sizeOfValue),
      ...(isRecord(schema.properties) ? Object.values(schema.properties).map(of) : []),
      ...listOf(schema.allOf).map(of),
      ...[schema.oneOf, schema.anyOf].map((list) => listOf(list).map(of).reduce(larger, none)),
      ...[schema.if, schema.then, schema.else].map(of),
      times(of(schema.additionalProperties), 2),
      times(itemsOf(schema), Math.max(countOf(schema.minItems), 1)),
      { values: 0, characters: countOf(schema.minLength) },
      { values: countOf(schema.minProperties), characters: 0 },
    ];
    return children.reduce(plus, one);
  };

  const itemsOf = ({ items, prefixItems, contains }: JsonSchemaObject): Size =>
    [prefixItems, items, contains]
      .flatMap((each) => listOf(each))
      .map(of)
      .reduce(larger, none);

  return of;
}

/** Iterative, as a value may be as deep as a file is long. */
function sizeOfValue(value: unknown): Size {
  const open = [value];
  let size = none;
  while (open.length > 0 && size.values <= most.values) {
    const each = open.pop();
    size = plus(size, typeof each === 'string' ? { values: 1, characters: each.length } : one);
    if (typeof each === 'object' && each !== null) open.push(...Object.values(each));
  }
  return size;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** What is no count is as much as can be. */
const countOf = (value: unknown): number => {
  if (value === undefined) return 0;
  return typeof value === 'number' && value >= 0 ? value : Number.MAX_SAFE_INTEGER;
};
