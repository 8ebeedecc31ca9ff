import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { withNumbers } from '../exact-json';
import { OverBudget, spend, withinBudget } from './check-budget';
import { linearPattern } from './linear-pattern';
import { type JsonSchema, soleReference } from './schema';
import { type SchemaSizes, sizesOf } from './schema-sizes';
import { absentKeyword, addressOf, budgetKeyword, type Direction, requiredKeyword, to202012 } from './to-2020-12';
import { toldFaults } from './told-faults';
import { withUniqueItems } from './unique-items';

/** What is wrong with a value: one line each, with the place; empty where it meets the schema. */
export type SchemaCheck = (value: unknown) => readonly string[];

/** Why a schema is not held against anything. */
export type Unchecked = 'too large' | 'unreadable';

export interface SchemaChecks {
  /** Of a JSON value. A schema that cannot be compiled accepts everything: real files hold such. */
  readonly body: (schema: JsonSchema) => SchemaCheck;
  /** Of a value that was text: numbers and booleans are read from it first. */
  readonly parameter: (schema: JsonSchema) => SchemaCheck;
  /** As `body`, each fault with its place and its schema. */
  readonly faults: (schema: JsonSchema) => (value: unknown) => readonly ErrorObject[];
  /** Why `body` accepts everything, where it does. */
  readonly unchecked: (schema: JsonSchema) => Unchecked | undefined;
}

/** Values of schemas, with those that they refer to, that one check may be compiled from: some seconds of work. */
const mostValues = 30_000;

/** The checks of one definition's schemas, compiled when they are first used, by reference; `exact` as `TranslationRules` has it. */
export function schemaChecks(schemas: readonly JsonSchema[], direction: Direction, exact = false): SchemaChecks {
  const sizes = sizesOf(schemas);
  const isTooLarge = (schema: JsonSchema) => sizes.valuesOf(schema) > mostValues;
  const bodies = compiler({ schemas, sizes, isTooLarge, exact }, direction, {});
  const texts = compiler({ schemas, sizes, isTooLarge, exact }, 'text', { coerceTypes: true });
  return {
    body: (schema) => {
      const faults = bodies.faults(schema);
      return (value) => told(() => faults(value));
    },
    faults: (schema) => bodies.faults(schema),
    parameter: (schema) => {
      const faults = texts.faults({ properties: { value: schema } }, schema);
      return (value) => told(() => faults({ value })).map((text) => text.replace(/^\/value/, '').trim());
    },
    unchecked: (schema) => (isTooLarge(schema) ? 'too large' : bodies.isUnreadable(schema) ? 'unreadable' : undefined),
  };
}

type Faults = (value: unknown) => readonly ErrorObject[];

/** Compiled schemas that are kept: a file may hold more of them than a function has memory. */
const mostKept = 200;

interface Compilation {
  readonly schemas: readonly JsonSchema[];
  readonly sizes: SchemaSizes;
  readonly isTooLarge: (schema: JsonSchema) => boolean;
  readonly exact: boolean;
}

function compiler(
  { schemas, sizes, isTooLarge, exact }: Compilation,
  direction: Direction | 'text',
  more: { coerceTypes?: boolean },
) {
  const absentOf = new WeakMap<object, Set<string>>();
  let ajv: Ajv2020 | undefined;
  /** By the schema, and by the place of one that only refers: files name the same schema at many operations. */
  const kept = new Map<JsonSchema | number, { readonly faults: Faults; readonly isUnreadable: boolean }>();

  const withSchemas = (made: Ajv2020): Ajv2020 => {
    for (const [place, schema] of schemas.entries()) {
      const translated = to202012(schema, direction, { schemas, exact });
      made.addSchema(typeof translated === 'boolean' ? { allOf: [translated] } : translated, addressOf(place));
    }
    return made;
  };

  const compiled = (schema: JsonSchema, key: JsonSchema): ValidateFunction | undefined => {
    try {
      ajv ??= withSchemas(engine(absentOf, more));
      // From what is referred to up, as the engine would otherwise go down all the way in one call.
      for (const place of sizes.placesBelow(key)) ajv.getSchema(addressOf(place));
      return ajv.compile(
        typeof schema === 'boolean' ? { allOf: [schema] } : (to202012(schema, direction, { schemas, exact }) as object),
      );
    } catch {
      return undefined;
    }
  };

  const find = (schema: JsonSchema, key: JsonSchema) => {
    const name = soleReference(key) ?? key;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const validate = isTooLarge(key) ? undefined : compiled(schema, key);
    const faults: Faults = (value) => (validate ? faultsOf(validate, value) : []);
    const made = { faults, isUnreadable: validate === undefined && !isTooLarge(key) };
    // What is compiled lies in the engine too: beyond the bound all of it goes.
    if (kept.size >= mostKept) {
      kept.clear();
      ajv = undefined;
    }
    kept.set(name, made);
    return made;
  };
  return {
    faults: (schema: JsonSchema, key = schema) => find(schema, key).faults,
    isUnreadable: (schema: JsonSchema) => find(schema, schema).isUnreadable,
  };
}

const regExp = Object.assign(
  (pattern: string) => ({ test: linearPattern(pattern)?.test ?? (() => true), toString: () => pattern }) as RegExp,
  { code: 'new RegExp' },
);

const options = {
  strict: false,
  allErrors: true,
  verbose: true,
  logger: false,
  validateSchema: false,
  // A body without a property `constructor` has one to JavaScript.
  ownProperties: true,
  // Its optimising takes longer than it saves.
  code: { regExp, optimize: false },
  inlineRefs: false,
} as const;

function engine(absentOf: WeakMap<object, Set<string>>, more: { coerceTypes?: boolean }): Ajv2020 {
  const ajv = withUniqueItems(addFormats(new Ajv2020({ ...options, ...more })));
  ajv.addKeyword({
    keyword: budgetKeyword,
    errors: false,
    validate: (_: unknown, value: unknown) => {
      spend(typeof value === 'string' ? 1 + value.length / 100 : 1);
      return true;
    },
  });
  ajv.addKeyword({
    keyword: absentKeyword,
    type: 'object',
    errors: false,
    validate: (names: readonly string[], value: object) => {
      const known = absentOf.get(value) ?? new Set<string>();
      absentOf.set(value, known);
      for (const name of names) known.add(name);
      return true;
    },
  });
  ajv.addKeyword({ keyword: requiredKeyword, type: 'object', errors: 'full', validate: required(absentOf) });
  return ajv;
}

function required(absentOf: WeakMap<object, Set<string>>) {
  const validate = (names: readonly string[], value: object): boolean => {
    const missing = names.filter((name) => !Object.hasOwn(value, name) && !absentOf.get(value)?.has(name));
    validate.errors = missing.map((missingProperty) => ({
      keyword: 'required',
      message: `must have required property '${missingProperty}'`,
      params: { missingProperty },
    }));
    return missing.length === 0;
  };
  validate.errors = [] as Partial<ErrorObject>[];
  return validate;
}

/** @throws OverBudget */
function faultsOf(validate: ValidateFunction, value: unknown): readonly ErrorObject[] {
  const calculable = withNumbers(value);
  const isRight = withinBudget(() => validate(calculable));
  // Which members belong to the other direction is known once all that applies to an object was looked at.
  if (!isRight) withinBudget(() => validate(calculable));
  return validate.errors ?? [];
}

function told(faults: () => readonly ErrorObject[]): string[] {
  try {
    return toldFaults(faults());
  } catch (error) {
    if (error instanceof OverBudget) return ['is more than the sandbox checks in one request'];
    throw error;
  }
}
