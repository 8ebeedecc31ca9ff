import type { Operation, ParameterDefinition } from '../api-definition/api-definition';
import { type HttpRequest, headerValue } from '../http/http-message';
import { own } from '../own';
import type { Problem } from './problem';
import { parameterCheck } from './schema-check';

export interface MatchedRequest {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
  readonly request: HttpRequest;
}

/**
 * OpenAPI 3.0.3, Parameter Object: definitions of the first three are to be ignored; the last is a credential, and the
 * sandbox is open.
 */
const notChecked = new Set(['accept', 'content-type', 'authorization', 'apikey']);

export function checkParameters(matched: MatchedRequest): Problem[] {
  return matched.operation.parameters.filter(isChecked).flatMap((parameter) => check(parameter, matched));
}

/** An object spreads over names of its own (`style: deepObject`, `explode`), so there is no one value to look at. */
const isChecked = ({ in: place, name, schema }: ParameterDefinition): boolean =>
  place !== 'cookie' && !(place === 'header' && notChecked.has(name.toLowerCase())) && schema?.type !== 'object';

function check(parameter: ParameterDefinition, matched: MatchedRequest): Problem[] {
  const { name, in: place, required, schema } = parameter;
  const label = place === 'header' ? `header '${name}'` : `${place} parameter '${name}'`;
  const values = valuesOf(parameter, matched);
  if (values.length === 0) return required ? [{ code: 'MISSING_VALUE', text: `Missing value in ${label}` }] : [];
  if (schema === undefined) return [];
  return parameterCheck(schema)(shaped(values, schema)).map((text) => ({
    code: 'INVALID_VALUE',
    text: `Invalid value in ${label}: ${text.replace(/^\/value/, '').trim()}`,
  }));
}

function valuesOf({ name, in: place }: ParameterDefinition, { parameters, request }: MatchedRequest): string[] {
  if (place === 'query') return request.query.filter(([each]) => each === name).map(([, value]) => value);
  const value = place === 'path' ? own(parameters, name) : headerValue(request.headers, name);
  return value === undefined ? [] : [value];
}

/** A list comes as a repeated name or as one value with commas, by a `style` that real files seldom state. */
function shaped(values: readonly string[], schema: Readonly<Record<string, unknown>>): unknown {
  if (schema.type !== 'array') return values.length === 1 ? values[0] : [...values];
  return values.length === 1 ? values[0]?.split(',') : [...values];
}
