import { own } from '../own';
import { linearPattern } from './linear-pattern';

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapsOfSchemas = ['properties', 'patternProperties', 'dependentSchemas'];
const listsOfSchemas = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const schemas = [
  ...['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'],
  ...['unevaluatedProperties', 'unevaluatedItems'],
];

/** What a request is held against. Anything else of a file, `$async` and `$data` among it, would be obeyed. */
const keywords = new Set([
  ...[...mapsOfSchemas, ...listsOfSchemas, ...schemas],
  ...['type', 'enum', 'const', 'required', 'dependentRequired', 'format', 'pattern', 'nullable', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ...['uniqueItems', 'minContains', 'maxContains', 'minProperties', 'maxProperties'],
]);

/** Spends of the budget of a check, once for every value that is held against the schema. */
export const budgetKeyword = 'dipBudget';

/**
 * A schema of OpenAPI 3.0 or 3.1 as JSON Schema 2020-12, as a request must meet it. 3.0 differs in `nullable` and
 * in boolean `exclusiveMinimum`; real 3.1 files use those too, so the file's version is not asked.
 */
export function jsonSchema(schema: Schema): Schema {
  const { nullable, ...rest } = withNested(withPatterns(withBounds(withRequired(schema))));
  const strict = { ...rest, [budgetKeyword]: true };
  return nullable === true ? orNull(strict) : strict;
}

/** Without patterns that cannot be matched in linear time, and without what depends on them. */
function withPatterns({ pattern, patternProperties, ...rest }: Schema): Schema {
  const named = isSchema(patternProperties) ? Object.keys(patternProperties) : [];
  const { additionalProperties: _, unevaluatedProperties: __, ...open } = rest;
  return {
    ...(named.every(isLinear) ? { ...rest, ...(named.length > 0 && { patternProperties }) } : open),
    ...(isLinear(pattern) && { pattern }),
  };
}

const isLinear = (pattern: unknown): boolean => typeof pattern === 'string' && linearPattern(pattern) !== undefined;

const nested = (schema: unknown): unknown => (isSchema(schema) ? jsonSchema(schema) : schema);

function withNested(schema: Schema): Schema {
  const known = Object.entries(schema).filter(([key]) => keywords.has(key));
  const changed = known.map(([key, value]) => {
    if (mapsOfSchemas.includes(key) && isSchema(value)) {
      return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, nested(each)]))];
    }
    if (listsOfSchemas.includes(key) && Array.isArray(value)) return [key, value.map(nested)];
    return [key, schemas.includes(key) ? nested(value) : value];
  });
  return Object.fromEntries(changed);
}

/** OpenAPI 3.0.3, Schema Object: a boolean says of `minimum` and `maximum` whether they are exclusive. */
function withBounds({ exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest }: Schema): Schema {
  return {
    ...rest,
    ...bound('minimum', 'exclusiveMinimum', minimum, exclusiveMinimum),
    ...bound('maximum', 'exclusiveMaximum', maximum, exclusiveMaximum),
  };
}

function bound(name: string, exclusiveName: string, limit: unknown, exclusive: unknown): Schema {
  const isExclusive = exclusive === true;
  return {
    ...(limit !== undefined && { [isExclusive ? exclusiveName : name]: limit }),
    ...(typeof exclusive === 'number' && { [exclusiveName]: exclusive }),
  };
}

/** OpenAPI 3.0.3: a `required` property that is `readOnly` is required of responses only. `required: true` is a slip. */
function withRequired({ required, ...rest }: Schema): Schema {
  if (!Array.isArray(required)) return rest;
  const properties: Schema = isSchema(rest.properties) ? rest.properties : {};
  const isReadOnly = (name: unknown): boolean => {
    const property = own(properties, String(name));
    return isSchema(property) && property.readOnly === true;
  };
  return { ...rest, required: required.filter((name) => !isReadOnly(name)) };
}

function orNull(schema: Schema): Schema {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [{ type: 'null' }, schema] };
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) && { enum: [...values, null] }) };
}
