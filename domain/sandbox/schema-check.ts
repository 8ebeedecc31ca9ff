import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { jsonSchema } from './json-schema';

/** What is wrong with a value: one line each, with the place; empty where it meets the schema. */
export type SchemaCheck = (value: unknown) => readonly string[];

const accepted: SchemaCheck = () => [];

/** Files write patterns for both kinds of regular expression. */
const regExp = Object.assign(
  (pattern: string): RegExp => {
    try {
      return new RegExp(pattern, 'u');
    } catch {
      return new RegExp(pattern);
    }
  },
  { code: 'new RegExp' },
);

const options = { strict: false, allErrors: true, logger: false, validateSchema: false, code: { regExp } } as const;
const bodies = addFormats(new Ajv2020(options));
// A parameter is text whatever its schema says, so numbers and booleans are read from it first.
const parameters = addFormats(new Ajv2020({ ...options, coerceTypes: true }));

/** Checks a JSON body. A schema that cannot be compiled accepts everything: real files hold such. */
export function bodyCheck(schema: Readonly<Record<string, unknown>>): SchemaCheck {
  const validate = compiled(bodies, jsonSchema(schema));
  return validate ? (value) => problems(validate, value) : accepted;
}

/** Checks a parameter's text, or its texts where it is a list. */
export function parameterCheck(schema: Readonly<Record<string, unknown>>): SchemaCheck {
  const validate = compiled(parameters, { type: 'object', properties: { value: jsonSchema(schema) } });
  return validate ? (value) => problems(validate, { value }) : accepted;
}

function compiled(ajv: Ajv2020, schema: unknown): ValidateFunction | undefined {
  try {
    return typeof schema === 'object' && schema !== null ? ajv.compile(schema) : undefined;
  } catch {
    return undefined;
  }
}

const mostProblems = 10;

function problems(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).slice(0, mostProblems).map(problem);
}

function problem({ instancePath, message, params }: ErrorObject): string {
  const allowed: unknown = params.allowedValues;
  const detail = Array.isArray(allowed) ? `: ${allowed.join(', ')}` : '';
  return `${instancePath} ${message ?? 'is not allowed'}${detail}`.trim();
}
