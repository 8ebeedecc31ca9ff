import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { OverBudget, spend, withinBudget } from './check-budget';
import { budgetKeyword, jsonSchema } from './json-schema';
import { linearPattern } from './linear-pattern';

/** What is wrong with a value: one line each, with the place; empty where it meets the schema. */
export type SchemaCheck = (value: unknown) => readonly string[];
type Schema = Readonly<Record<string, unknown>>;

const accepted: SchemaCheck = () => [];

const regExp = Object.assign(
  (pattern: string) => ({ test: linearPattern(pattern)?.test ?? (() => true), toString: () => pattern }) as RegExp,
  { code: 'new RegExp' },
);

const options = {
  strict: false,
  allErrors: true,
  logger: false,
  validateSchema: false,
  // A body without a property `constructor` has one to JavaScript.
  ownProperties: true,
  code: { regExp },
} as const;

function engine(more: { coerceTypes?: boolean } = {}): Ajv2020 {
  const ajv = addFormats(new Ajv2020({ ...options, ...more }));
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must NOT have duplicate items' },
    validate: (isAsked: boolean, items: readonly unknown[]) =>
      !isAsked || new Set(items.map(canonical)).size === items.length,
  });
  ajv.addKeyword({
    keyword: budgetKeyword,
    errors: false,
    validate: (_: unknown, value: unknown) => {
      spend(typeof value === 'string' ? 1 + value.length / 100 : 1);
      return true;
    },
  });
  return ajv;
}

/** Compiled schemas that are kept: a file may hold more of them than a function has memory. */
const mostKept = 100;

function makeChecks(ajv: Ajv2020, translate: (schema: Schema) => Schema) {
  const kept = new Map<Schema, { readonly translated: Schema; readonly check: SchemaCheck }>();
  return (schema: Schema): SchemaCheck => {
    const known = kept.get(schema);
    if (known !== undefined) return known.check;
    const translated = translate(schema);
    const validate = compiled(ajv, translated);
    const check: SchemaCheck = validate ? (value) => problems(validate, value) : accepted;
    kept.set(schema, { translated, check });
    const [oldest] = kept;
    if (kept.size > mostKept && oldest !== undefined) {
      kept.delete(oldest[0]);
      ajv.removeSchema(oldest[1].translated);
    }
    return check;
  };
}

/** Checks a JSON body. A schema that cannot be compiled accepts everything: real files hold such. */
export const bodyCheck = makeChecks(engine(), jsonSchema);

// A parameter is text whatever its schema says, so numbers and booleans are read from it first.
const parameters = makeChecks(engine({ coerceTypes: true }), (schema) => ({
  type: 'object',
  properties: { value: jsonSchema(schema) },
}));

/** Checks a parameter's text, or its texts where it is a list. */
export const parameterCheck = (schema: Schema): SchemaCheck => {
  const check = parameters(schema);
  return (value) => check({ value });
};

function compiled(ajv: Ajv2020, schema: Schema): ValidateFunction | undefined {
  try {
    return ajv.compile(schema);
  } catch {
    return undefined;
  }
}

const mostProblems = 10;

function problems(validate: ValidateFunction, value: unknown): string[] {
  try {
    withinBudget(() => validate(value));
  } catch (error) {
    if (error instanceof OverBudget) return ['is more than the sandbox checks in one request'];
    throw error;
  }
  return (validate.errors ?? []).slice(0, mostProblems).map(problem);
}

const longestProblem = 300;

function problem({ instancePath, message, params }: ErrorObject): string {
  const allowed: unknown = params.allowedValues;
  const detail = Array.isArray(allowed) ? `: ${allowed.slice(0, 20).join(', ')}` : '';
  return `${instancePath} ${message ?? 'is not allowed'}${detail}`.trim().slice(0, longestProblem);
}

/** The same text for equal values, whatever the order of their properties. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  ) ?? '';
