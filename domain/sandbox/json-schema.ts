import { own } from '../own';

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapsOfSchemas = ['properties', 'patternProperties', '$defs'];
const listsOfSchemas = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const schemas = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'];

/**
 * A schema of OpenAPI 3.0 or 3.1 as JSON Schema 2020-12, as a request must meet it. 3.0 differs in `nullable` and
 * in boolean `exclusiveMinimum`; real 3.1 files use those too, so the file's version is not asked.
 */
export function jsonSchema(schema: unknown): unknown {
  if (!isSchema(schema)) return schema;
  const { nullable, ...rest } = withNested(withBounds(withRequired(schema)));
  return nullable === true ? orNull(rest) : rest;
}

function withNested(schema: Schema): Schema {
  const changed = Object.entries(schema).map(([key, value]) => {
    if (mapsOfSchemas.includes(key) && isSchema(value)) {
      return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, jsonSchema(each)]))];
    }
    if (listsOfSchemas.includes(key) && Array.isArray(value)) return [key, value.map(jsonSchema)];
    return [key, schemas.includes(key) ? jsonSchema(value) : value];
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
