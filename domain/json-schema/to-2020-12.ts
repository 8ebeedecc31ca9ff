import { withNumbers } from '../exact-json';
import { own } from '../own';
import { isRecord } from '../record';
import { linearPattern } from './linear-pattern';
import {
  holdsData,
  holdsList,
  holdsMap,
  holdsOne,
  type JsonSchema,
  type JsonSchemaObject,
  placeOf,
  settled,
} from './schema';

/** Requests do not hold what is `readOnly`, nor answers what is `writeOnly` (OpenAPI 3.0.3, Schema Object). */
export type Direction = 'request' | 'response';
/** `text` is what a request holds outside its body. */
type Translation = Direction | 'text';

/** Spends of the budget of a check, once for every value that is held against the schema. */
export const budgetKeyword = 'dipBudget';
/** `required`, but for members that belong to the other direction wherever it is said of them. */
export const requiredKeyword = 'dipRequired';
/** The members of an object that belong to the other direction. */
export const absentKeyword = 'dipAbsent';

/** The member whose value names an alternative; the first of its `anyOf` is that it names any. */
export const chosenByKeyword = 'dipChosenBy';

/** What a place in the definition's list of schemas is called to those that refer to it. */
export const addressOf = (place: number): string => `dip:schemas/${place}`;

export interface TranslationRules {
  /** Of the definition, which `$ref`s name. */
  readonly schemas: readonly JsonSchema[];
  /** Whether exactly one alternative must hold, whatever a discriminator says, as in JSON Schema. @default false */
  readonly exact?: boolean;
}

/**
 * A schema of OpenAPI 3.0 or 3.1 as JSON Schema 2020-12. 3.0 differs in `nullable` and in boolean `exclusiveMinimum`;
 * real 3.1 files use those too, so the file's version is not asked.
 */
export function to202012(schema: JsonSchema, direction: Translation, rules: TranslationRules): JsonSchema {
  if (typeof schema === 'boolean') return schema;
  const { nullable, $ref, discriminator, ...rest } = withItems(withPatterns(withBounds(schema)));
  const { required, ...nested } = withNested(rest, direction, rules);
  const place = placeOf($ref);
  const strict = {
    ...(direction === 'text' ? withAny(nested) : rules.exact ? nested : chosenBy(discriminator, nested)),
    ...(place !== undefined && { $ref: addressOf(place) }),
    ...absent(schema, direction, rules.schemas),
    // `required: true` beside a property is a slip of real files.
    ...(Array.isArray(required) && required.length > 0 && { [requiredKeyword]: required.map(String) }),
    [budgetKeyword]: true,
  };
  return nullable === true ? orNull(strict) : strict;
}

/** A list of schemas under `items` is older JSON Schema's `prefixItems`. */
const withItems = (schema: JsonSchemaObject): JsonSchemaObject => {
  const { items, prefixItems, ...rest } = schema;
  return Array.isArray(items) ? { ...rest, prefixItems: prefixItems ?? items } : schema;
};

/** Without patterns that cannot be matched in linear time, and without what depends on them. */
function withPatterns({ pattern, patternProperties, ...rest }: JsonSchemaObject): JsonSchemaObject {
  const named = isRecord(patternProperties) ? Object.keys(patternProperties) : [];
  const { additionalProperties: _, unevaluatedProperties: __, ...open } = rest;
  return {
    ...(named.every(isLinear) ? { ...rest, ...(named.length > 0 && { patternProperties }) } : open),
    ...(isLinear(pattern) && { pattern }),
  };
}

const isLinear = (pattern: unknown): boolean => typeof pattern === 'string' && linearPattern(pattern) !== undefined;

function withNested(schema: JsonSchemaObject, direction: Translation, rules: TranslationRules): JsonSchemaObject {
  const nested = (each: unknown): unknown =>
    isRecord(each) || typeof each === 'boolean' ? to202012(each, direction, rules) : each;
  const known = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (holdsMap.has(key)) {
      if (!isRecord(value)) return [];
      return [[key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, nested(each)]))]];
    }
    if (holdsList.has(key)) return Array.isArray(value) && value.length > 0 ? [[key, value.map(nested)]] : [];
    if (holdsOne.has(key)) return [[key, nested(value)]];
    return holdsData.has(key) && !unheld.has(key) ? [[key, withNumbers(value)]] : [];
  });
  return Object.fromEntries(known);
}

/** What says nothing of whether a value is right. */
const unheld = new Set(['readOnly', 'writeOnly', 'example', 'examples', 'default', 'xml']);

/** OpenAPI 3.0.3, Schema Object: a boolean says of `minimum` and `maximum` whether they are exclusive. */
function withBounds({ exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest }: JsonSchemaObject) {
  return {
    ...rest,
    ...bound('minimum', 'exclusiveMinimum', minimum, exclusiveMinimum),
    ...bound('maximum', 'exclusiveMaximum', maximum, exclusiveMaximum),
  } as JsonSchemaObject;
}

function bound(name: string, exclusiveName: string, limit: unknown, exclusive: unknown): JsonSchemaObject {
  const isExclusive = exclusive === true;
  return {
    ...(limit !== undefined && { [isExclusive ? exclusiveName : name]: limit }),
    ...((typeof exclusive === 'number' || typeof exclusive === 'bigint') && { [exclusiveName]: exclusive }),
  };
}

/**
 * OpenAPI 3.0.3, Discriminator Object: the member's value names the alternative that is meant, so that others which
 * would take the value too do not make it one too many.
 */
function chosenBy(discriminator: unknown, { oneOf, ...rest }: JsonSchemaObject): JsonSchemaObject {
  if (!isRecord(discriminator)) return oneOf === undefined ? rest : { ...rest, oneOf };
  const { propertyName, mapping } = discriminator;
  if (typeof propertyName !== 'string' || !isRecord(mapping)) return oneOf === undefined ? rest : { ...rest, oneOf };
  const naming = (named: JsonSchemaObject): JsonSchemaObject => ({
    type: 'object',
    required: [propertyName],
    properties: { [propertyName]: named },
  });
  const choices = Object.entries(mapping).map(([value, reference]) => ({
    if: naming({ const: value }),
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
    then: { $ref: addressOf(placeOf(reference) ?? -1) },
  }));
  const { anyOf = oneOf, allOf = [], ...others } = rest;
  const chosen = Array.isArray(anyOf) && {
    anyOf: choices.length > 0 ? [naming({ enum: Object.keys(mapping) }), ...anyOf] : anyOf,
    ...(choices.length > 0 && { [chosenByKeyword]: propertyName }),
  };
  const all = [...(Array.isArray(allOf) ? allOf : []), ...choices];
  return { ...others, ...(all.length > 0 && { allOf: all }), ...chosen };
}

/** Text may be read as a number and as text: more than one alternative then takes it. */
const withAny = ({ oneOf, ...rest }: JsonSchemaObject): JsonSchemaObject =>
  oneOf === undefined || rest.anyOf !== undefined ? rest : { ...rest, anyOf: oneOf };

/** OpenAPI 3.0.3, Schema Object: a `required` member that is `readOnly` is required of answers only. */
function absent(
  { properties }: JsonSchemaObject,
  direction: Translation,
  schemas: readonly JsonSchema[],
): JsonSchemaObject {
  const flag = direction !== 'response' ? 'readOnly' : 'writeOnly';
  const marked = Object.entries(isRecord(properties) ? properties : {}).filter(([, each]) =>
    isMarked(each, { flag, schemas }),
  );
  return marked.length === 0 ? {} : { [absentKeyword]: marked.map(([name]) => name) };
}

interface Marking {
  readonly flag: 'readOnly' | 'writeOnly';
  readonly schemas: readonly JsonSchema[];
}

/** Said of the member itself, of what it refers to, or of a part of either. */
function isMarked(schema: unknown, { flag, schemas }: Marking, depth = 0): boolean {
  if (!isRecord(schema) || depth > 20) return false;
  return [schema, settled(schema, schemas)].some(
    (each) =>
      own(each, flag) === true ||
      (Array.isArray(each.allOf) && each.allOf.some((part) => isMarked(part, { flag, schemas }, depth + 1))),
  );
}

function orNull(schema: JsonSchemaObject): JsonSchemaObject {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [{ type: 'null' }, schema] };
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) && { enum: [...values, null] }) };
}
