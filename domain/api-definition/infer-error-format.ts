import { writeJson } from '../exact-json';
import { type JsonSchema, settled } from '../json-schema/schema';
import { isRecord } from '../record';
import { type ApiDefinition, type ErrorFormat, errorFormat, type MediaType } from './api-definition';
import type { Problems } from './problems';
import type { SpecNode } from './spec-node';

export const ERROR_FORMAT = 'x-dip-error-format';

/** The format that the file states as `x-dip-error-format`, otherwise the one that its own error responses show. */
export function readErrorFormat(
  root: SpecNode,
  basePath: string,
  definition: Pick<ApiDefinition, 'operations' | 'schemas'>,
  problems: Problems,
): ErrorFormat {
  const stated = root.has(ERROR_FORMAT) ? root.child(ERROR_FORMAT) : root.child('info').child(ERROR_FORMAT);
  if (!stated.exists) return inferErrorFormat(basePath, definition);
  const format = errorFormat.safeParse(stated.scalar).data;
  if (format === undefined) {
    problems.error(stated, `unknown error format; use ${errorFormat.options.join(', ')}`);
  }
  return format ?? 'problem';
}

function inferErrorFormat(
  basePath: string,
  { operations, schemas = [] }: Pick<ApiDefinition, 'operations' | 'schemas'>,
): ErrorFormat {
  const responses = operations.flatMap((operation) => operation.responses);
  const errors = responses.filter(({ status }) => /^([45]|default)/i.test(status)).flatMap(({ content }) => content);
  const all = responses.flatMap(({ content }) => content);
  if (all.some(({ contentType }) => isFhir(contentType)) || errors.some((each) => isOperationOutcome(each, schemas)))
    return 'fhir';
  if (errors.some(({ contentType }) => contentType.startsWith('application/problem+'))) return 'problem';
  if (errors.some(isJsonApi)) return 'json-api';
  return operations.some(({ path }) => /\/FHIR(\/|$)/.test(`${basePath}${path}`)) ? 'fhir' : 'problem';
}

const isFhir = (contentType: string): boolean => /^application\/fhir\+(json|xml)/i.test(contentType);

function isOperationOutcome({ schema, examples }: MediaType, schemas: readonly JsonSchema[]): boolean {
  const values = examples.map(({ value }) => value);
  if (values.some((value) => isRecord(value) && value.resourceType === 'OperationOutcome')) return true;
  const { properties } = settled(schema, schemas);
  const resourceType = isRecord(properties) ? settled(properties.resourceType, schemas) : undefined;
  return writeJson(resourceType ?? '').includes('OperationOutcome');
}

/** JSON:API 1.1, "Error Objects": a top-level `errors` list whose items have one of these members. */
function isJsonApi({ contentType, examples }: MediaType): boolean {
  if (contentType.startsWith('application/vnd.api+json')) return true;
  return examples.some(({ value }) => {
    const [first] = isRecord(value) && Array.isArray(value.errors) ? (value.errors as unknown[]) : [];
    return isRecord(first) && ['code', 'detail', 'status', 'title'].some((member) => member in first);
  });
}
