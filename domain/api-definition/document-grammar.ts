/**
 * What a value in an OpenAPI document is, by where it stands: of every kind the fields that hold something else than
 * `plain` values, `*` for every name that the author chose (OpenAPI 3.0.4, 3.1.1 and 3.2.0, §4.1; JSON Schema 2020-12).
 */
const schemaFields = {
  ...all('schemas', ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']),
  ...all('schemas', ['allOf', 'anyOf', 'oneOf', 'prefixItems']),
  ...all('schema', ['items', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties', 'contentSchema']),
  ...all('schema', ['not', 'if', 'then', 'else', 'contains', 'propertyNames']),
  ...all('data', ['default', 'const']),
  ...all('values', ['enum', 'examples']),
  example: 'body',
  discriminator: 'discriminator',
} as const;

const withContent = { content: 'content' } as const;
const valueFields = { schema: 'schema', content: 'content', example: 'body', examples: 'examples' } as const;
const operationFields = all('operation', [
  ...['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'],
]);

const grammar = {
  document: { paths: 'paths', webhooks: 'pathItems', components: 'components' },
  components: {
    schemas: 'schemas',
    responses: 'responses',
    parameters: 'parameters',
    examples: 'examples',
    requestBodies: 'requestBodies',
    headers: 'headers',
    links: 'links',
    callbacks: 'callbacks',
    pathItems: 'pathItems',
    mediaTypes: 'content',
  },
  paths: { '*': 'pathItem' },
  pathItems: { '*': 'pathItem' },
  pathItem: { parameters: 'parameters', additionalOperations: 'operations', ...operationFields },
  operations: { '*': 'operation' },
  operation: {
    parameters: 'parameters',
    requestBody: 'requestBody',
    responses: 'responses',
    callbacks: 'callbacks',
  },
  callbacks: { '*': 'callback' },
  callback: { '*': 'pathItem' },
  parameters: { '*': 'parameter' },
  parameter: valueFields,
  headers: { '*': 'header' },
  header: valueFields,
  requestBodies: { '*': 'requestBody' },
  requestBody: withContent,
  responses: { '*': 'response' },
  response: { headers: 'headers', links: 'links', ...withContent },
  content: { '*': 'mediaType' },
  mediaType: {
    ...valueFields,
    itemSchema: 'schema',
    encoding: 'encodings',
    prefixEncoding: 'encodings',
    itemEncoding: 'encoding',
  },
  encodings: { '*': 'encoding' },
  encoding: { headers: 'headers', encoding: 'encodings', prefixEncoding: 'encodings', itemEncoding: 'encoding' },
  links: { '*': 'link' },
  link: { parameters: 'data', requestBody: 'data' },
  examples: { '*': 'example' },
  example: { value: 'body', dataValue: 'body' },
  schemas: { '*': 'schema' },
  schema: schemaFields,
  discriminator: { mapping: 'mapping', defaultMapping: 'mapping' },
  mapping: { '*': 'mapping' },
  /** An example, which real files also keep in a file of its own. */
  body: { '*': 'bodyPart' },
  /** What lies inside an example. */
  bodyPart: { '*': 'bodyPart' },
  values: { '*': 'data' },
  /** Values in which a `$ref` is a name like any other. */
  data: { '*': 'data' },
  plain: { '*': 'plain' },
} as const;

export type NodeKind = keyof typeof grammar;

/** Kinds whose every name is the author's: `x-…` is a name too, where OpenAPI does not say that it is an extension. */
const extensible = new Set<NodeKind>(['paths', 'responses', 'callback']);

/** What a field or an item of a value of this kind is. */
export function kindBelow(kind: NodeKind, key: string, holder: unknown): NodeKind {
  const fields: Readonly<Record<string, NodeKind>> = grammar[kind];
  const named = Object.hasOwn(fields, '*');
  if (Array.isArray(holder) && !named) return kind;
  if (key.startsWith('x-') && (!named || extensible.has(kind))) return 'plain';
  return (named ? fields['*'] : Object.hasOwn(fields, key) ? fields[key] : undefined) ?? 'plain';
}

/** Where `components` keeps parts of this kind, so that others can refer to them. */
export const sectionOf: Partial<Readonly<Record<NodeKind, string>>> = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  link: 'links',
  callback: 'callbacks',
};

function all<K extends string, F extends string>(kind: K, fields: readonly F[]): Record<F, K> {
  return Object.fromEntries(fields.map((field) => [field, kind])) as Record<F, K>;
}
