import type { Operation, ParameterDefinition } from '../api-definition/api-definition';
import { isJson } from '../http/media-type';
import type { JsonSchema } from '../json-schema/schema';
import type { SchemaChecks } from '../json-schema/schema-check';
import { kindsOf } from '../json-schema/schema-kinds';
import { canonical } from '../json-schema/unique-items';
import { readings, type SentParameters, textsOf } from './parameter-values';
import type { Problem } from './problem';

export interface MatchedRequest extends SentParameters {
  readonly operation: Operation;
  readonly schemas: readonly JsonSchema[];
  readonly checks: SchemaChecks;
}

/**
 * OpenAPI 3.0.3, Parameter Object: definitions of the first three are to be ignored; the last is a credential, and the
 * sandbox is open.
 */
const notChecked = new Set(['accept', 'content-type', 'authorization', 'apikey']);

export function checkParameters(matched: MatchedRequest): Problem[] {
  return matched.operation.parameters.filter(isChecked).flatMap((parameter) => check(parameter, matched));
}

const isChecked = ({ in: place, name }: ParameterDefinition): boolean =>
  !(place === 'header' && notChecked.has(name.toLowerCase()));

function check(parameter: ParameterDefinition, matched: MatchedRequest): Problem[] {
  const { name, in: place, required, schema, contentType } = parameter;
  const label = place === 'header' ? `header '${name}'` : `${place} parameter '${name}'`;
  const values =
    contentType === undefined
      ? readings(parameter, kindsOf(schema, matched.schemas), matched)
      : textsOf(parameter, matched);
  if (values.length === 0) return required ? [{ code: 'MISSING_VALUE', text: `Missing value in ${label}` }] : [];
  if (schema === undefined || (parameter.allowEmptyValue && values.includes(''))) return [];
  if (isStated(parameter, values)) return [];
  const faultsOf =
    contentType === undefined
      ? matched.checks.parameter(schema)
      : (value: unknown) => ofContent(String(value), schema, matched, contentType);
  const [first = [], ...others] = values.map((value) => faultsOf(value));
  if ([first, ...others].some((faults) => faults.length === 0)) return [];
  return first.map((text) => ({ code: 'INVALID_VALUE', text: `Invalid value in ${label}: ${text}` }));
}

/** A parameter with `content` is written as its media type says. */
function ofContent(value: string, schema: JsonSchema, { checks }: MatchedRequest, contentType: string) {
  if (!isJson(contentType)) return [];
  try {
    return checks.body(schema)(JSON.parse(value));
  } catch {
    return ['is not valid JSON'];
  }
}

/** What the file shows is taken, whatever its own schema says of it. */
function isStated({ examples = [] }: ParameterDefinition, values: readonly unknown[]): boolean {
  const stated = new Set(examples.map((example) => canonical(inTexts(example))));
  return values.some((value) => stated.has(canonical(inTexts(value))));
}

function inTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTexts);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inTexts(each)]));
}
