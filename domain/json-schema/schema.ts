/** A schema of OpenAPI 3.0 or 3.1 as a file has it, but for its `$ref`s, which name a place in the definition's list. */
export type JsonSchemaObject = Readonly<Record<string, unknown>>;
export type JsonSchema = boolean | JsonSchemaObject;

export const holdsMap: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas']);
export const holdsList: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
export const holdsOne: ReadonlySet<string> = new Set([
  ...['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'],
  ...['unevaluatedProperties', 'unevaluatedItems'],
]);
/**
 * What a value is held against, and what an example is made from. Anything else of a file, `$async` and `$data` among
 * it, would be obeyed.
 */
export const holdsData: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'const', 'required', 'dependentRequired', 'format', 'pattern', 'nullable', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ...['uniqueItems', 'minContains', 'maxContains', 'minProperties', 'maxProperties'],
  ...['readOnly', 'writeOnly', 'example', 'examples', 'default', 'xml'],
]);

/** As a `$ref` of the definition names a place in its list of schemas. */
export const referenceTo = (place: number): string => `#/schemas/${place}`;

/** The place that a `$ref` of the definition names. */
export const placeOf = (reference: unknown): number | undefined =>
  typeof reference === 'string' && /^#\/schemas\/\d+$/.test(reference) ? Number(reference.slice(10)) : undefined;

/** The schema that a chain of `$ref`s ends at, as far as it is one. */
export function settled(schema: unknown, schemas: readonly JsonSchema[]): JsonSchemaObject {
  let current = schema;
  for (let steps = 0; steps <= schemas.length; steps += 1) {
    if (typeof current !== 'object' || current === null) return {};
    const place = placeOf(Reflect.get(current, '$ref'));
    if (place === undefined) return current as JsonSchemaObject;
    current = schemas[place];
  }
  return {};
}

/** The place that a schema refers to, which says nothing else. */
export const soleReference = (schema: JsonSchema): number | undefined =>
  typeof schema === 'object' && Object.keys(schema).length === 1 ? placeOf(schema.$ref) : undefined;
