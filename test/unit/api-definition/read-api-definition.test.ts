import { parseApiDefinition } from '../../../domain/api-definition/parse-api-definition';
import { settled } from '../../../domain/json-schema/schema';
import { anOpenApiFile, anOperation, read } from './an-openapi-file';

const json = (schema: unknown, rest: object = {}) => ({ 'application/json': { schema, ...rest } });
const answering = (content: unknown) => anOperation({ responses: { '200': { description: 'OK', content } } });
const firstOf = (document: unknown, files?: Record<string, string>) => {
  const { definition } = read(document, files);
  const [operation] = definition.operations;
  const media = operation?.responses[0]?.content[0];
  return { operation, media, schema: settled(media?.schema, definition.schemas ?? []) };
};

test('a reference to a file beside the API is read, and that file may refer further', () => {
  const files = {
    'paths/hello.yaml': 'get: { responses: { "200": { $ref: "../responses.yaml#/ok" } } }',
    'responses.yaml':
      'ok: { description: OK, content: { application/json: { schema: { $ref: "#/name" } } } }\nname: { type: string }',
  };
  const file = anOpenApiFile({ paths: { '/hello': { $ref: 'paths/hello.yaml' } } });
  expect(firstOf(file, files).schema).toEqual({ type: 'string' });
  expect(JSON.stringify(read(file, files).document)).not.toMatch(/"\$ref":"[^#]/);
});

test('in the document a file named twice stands once and is referred to', () => {
  const item = { get: answering(json({ $ref: 'name.json' }, { example: 'x' })) };
  const { document } = read(anOpenApiFile({ paths: { '/a': item, '/b': item } }), {
    'name.json': '{ "type": "object", "properties": { "next": { "$ref": "name.json" } } }',
  });
  expect(JSON.stringify(document).split('{"$ref":"#/components/schemas/name"}')).toHaveLength(4);
});

test('a circular schema refers to itself', () => {
  const Patient = { type: 'object', properties: { link: { $ref: '#/components/schemas/Patient' } } };
  const { media, schema } = firstOf(
    anOpenApiFile({
      paths: { '/a': { get: answering(json({ $ref: '#/components/schemas/Patient' })) } },
      components: { schemas: { Patient } },
    }),
  );
  expect(schema).toEqual({ type: 'object', properties: { link: media?.schema } });
});

test('schemas that refer to each other in every combination stay within bounds', () => {
  const names = Array.from({ length: 30 }, (_, number) => `S${number}`);
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]));
  const schemas = Object.fromEntries(names.map((name) => [name, { type: 'object', properties }]));
  const { definition } = read(
    anOpenApiFile({
      paths: { '/a': { get: answering(json({ $ref: '#/components/schemas/S0' })) } },
      components: { schemas },
    }),
  );
  expect(JSON.stringify(definition).length).toBeLessThan(500_000);
});

test('an example that is not there is a warning, and one made from the schema stands in', () => {
  const schema = { type: 'object', properties: { name: { type: 'string', example: 'Ada' } } };
  const file = anOpenApiFile({
    paths: { '/a': { get: answering(json(schema, { examples: { ada: { value: { $ref: 'ada.json' } } } })) } },
  });
  expect(firstOf(file).media?.examples).toEqual([
    { name: 'ada' },
    { name: 'default', value: { name: 'Ada' }, made: true },
  ]);
  expect(read(file).warnings).toContainEqual(
    expect.stringMatching(/^api\.json:\d+: \$ref "ada\.json" leads nowhere; /),
  );
  expect(firstOf(file, { 'ada.json': '{"name": "Augusta"}' }).media?.examples).toEqual([
    { name: 'ada', value: { name: 'Augusta' } },
  ]);
});

test('operations that differ after # are one: examples are joined under names of their own', () => {
  const body = (value: string) => ({
    requestBody: { content: json({ const: value }, { examples: { ok: { value }, [value]: { value } } }) },
  });
  const { definition } = read(
    anOpenApiFile({
      paths: {
        '/m#order': { post: anOperation({ ...body('order'), operationId: 'order' }) },
        '/m': { post: anOperation({ operationId: 'message' }) },
        '/m#update': { post: anOperation(body('update')) },
      },
    }),
  );
  expect(definition.operations).toHaveLength(1);
  const [message] = definition.operations;
  expect(message).toMatchObject({ id: 'message', path: '/m', requestBody: { required: false } });
  expect(message?.requestBody?.content[0]).toEqual({
    contentType: 'application/json',
    schema: { anyOf: [{ const: 'order' }, { const: 'update' }] },
    examples: [
      { name: 'ok', value: 'order' },
      { name: 'order', value: 'order' },
      { name: 'update-ok', value: 'update' },
      { name: 'update', value: 'update' },
    ],
  });
});

test.each([
  ['https://api.example.uk/a/B/', '/a/B', 'a-b'],
  ['/relative', '/relative', 'relative'],
  ['https://{env}.example.uk/{version}/x?y', '/v1/x', 'v1-x'],
  ['TBC sandbox URL', '/hello', 'hello'],
  ['https://api.example.uk', '/hello', 'hello'],
  [null, '/hello', 'hello'],
  ['/2024', '/2024', 'api-2024'],
])('server URL %j gives base path %s', (url, basePath, name) => {
  const servers = [{ url, variables: { version: { default: 'v1' } } }, { url: '/second' }];
  expect(read(anOpenApiFile({ servers })).definition).toMatchObject({ basePath, name });
});

test('the platform serves _ping and _status itself', () => {
  const paths = { '/_ping': { get: anOperation() }, '/a': { get: anOperation() } };
  const { definition, warnings } = read(anOpenApiFile({ paths }));
  expect(definition.operations.map(({ path }) => path)).toEqual(['/a']);
  expect(warnings).toContainEqual(expect.stringContaining('the platform serves /_ping of every API itself'));
});

test('operation ids are unique', () => {
  const get = anOperation({ operationId: 'same' });
  const { definition } = read(
    anOpenApiFile({ paths: { '/a': { get }, '/b': { get }, '/c/{d}': { post: anOperation() } } }),
  );
  expect(definition.operations.map(({ id }) => id)).toEqual(['same', 'get-b', 'post-c-d']);
});
test('an operationId that two operations have is told, with the ids that they go by', () => {
  const paths = {
    '/a': { get: anOperation({ operationId: 'same' }) },
    '/b': { get: anOperation({ operationId: 'same' }) },
  };
  expect(read(anOpenApiFile({ paths })).warnings).toContainEqual(
    expect.stringMatching(
      /^api\.json:\d+: operationId "same" is that of GET \/a too, so one is made of method and path; give each its own$/,
    ),
  );
});

test('a parameter of a path that the operation does not declare is told, and so is one that the path has not', () => {
  const parameters = [{ name: 'ID', in: 'path', required: true, schema: { type: 'string' } }];
  const told = (item: Record<string, unknown>) =>
    read(anOpenApiFile({ paths: { '/a/{id}': item } })).warnings.join('\n');
  const text = told({ get: anOperation({ parameters }) });
  expect(text).toMatch(/api\.json:\d+: GET \/a\/\{id\} declares no path parameter "id"; add one of that name/);
  expect(text).toMatch(
    /api\.json:\d+: the path \/a\/\{id\} has no \{ID\}; correct the name or take the parameter away/,
  );
  const right = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
  expect(told({ parameters: right, get: anOperation() })).not.toMatch(/path/);
});

const errorWith = (content: unknown) => ({
  paths: { '/a': { get: anOperation({ responses: { default: { description: 'Error', content } } }) } },
});
test.each([
  ['problem', {}],
  ['fhir', errorWith({ 'application/fhir+json; version=1': {} })],
  ['fhir', errorWith(json({}, { example: { resourceType: 'OperationOutcome' } }))],
  ['fhir', { servers: [{ url: '/x/FHIR/R4' }] }],
  ['problem', errorWith({ 'application/problem+json': {} })],
  ['json-api', errorWith({ 'application/vnd.api+json': {} })],
  ['json-api', errorWith(json({}, { example: { errors: [{ code: 'X', status: '400' }] } }))],
  ['oauth', { 'x-dip-error-format': 'oauth' }],
])('errors are worded as %s', (format, parts) => {
  expect(read(anOpenApiFile(parts)).definition.errorFormat).toBe(format);
});

test('the extension may stand under info, with underscores, and unknown keys are warnings', () => {
  const extension = {
    monitoring: false,
    shiny: true,
    ratelimiting: { app_default: { limit: 5, timeunit: 'second' } },
    target_attributes: [{ name: 'asid', colour: 'blue' }],
    target_identity: [{ name: 'id-token' }],
    access: [{ title: 'A', grants: { app_level3: [] } }],
  };
  const info = { title: 'Hello', version: 1, 'x-nhsd-apim': extension };
  const { definition, warnings } = read(anOpenApiFile({ info }));
  expect(definition).toMatchObject({
    monitoring: false,
    version: '1',
    rateLimits: { application: { limit: 5, timeunit: 'second' } },
    attributeHeaders: [{ name: 'asid', header: 'attribute-asid', required: true }],
    identityHeaders: [{ name: 'id-token', header: 'NHSD-ID-Token' }],
  });
  expect(warnings).toContainEqual(
    expect.stringMatching(/x-nhsd-apim\.shiny is not known and has no effect; remove it$/),
  );
  expect(warnings).toContainEqual(expect.stringContaining('x-nhsd-apim.target-attributes.0.colour is not known'));
});

test('OpenAPI 3.1 is read', () => {
  const schema = { type: ['string', 'null'], examples: ['a'] };
  const { media } = firstOf(anOpenApiFile({ openapi: '3.1.0', paths: { '/a': { get: answering(json(schema)) } } }));
  expect(media?.schema).toEqual(schema);
});

test('what OpenAPI itself forbids and the platform can live with is a warning', () => {
  const { warnings } = read(anOpenApiFile({ tags: 'all', security: [{ 'app-level3': [] }] }));
  expect(warnings).toEqual([expect.stringMatching(/^api\.json:\d+: tags must be array; write one of that type$/)]);
});

describe('a mistake of spelling or of version is told once, on its line, with what is right there', () => {
  const head = 'openapi: 3.0.3\ninfo: { title: Hello, version: 1.0.0 }\nservers: [{ url: /hello }]\n';
  const operation = 'security: [{ app-level3: [] }], responses: { default: { description: Any } }';
  const parameter = (text: string) =>
    `${head}paths:\n  /a/{id}:\n    get:\n      { parameters: [${text}], ${operation} }\n`;
  const schema = (text: string) =>
    `${head}paths: { /a: { get: { ${operation} } } }\ncomponents:\n  schemas:\n    A: ${text}\n`;
  const types = 'array, boolean, integer, number, object, string';

  test.each([
    [
      'a method',
      `${head}paths:\n  /a:\n    get: { ${operation} }\n    psot: {}\n`,
      '7: paths / /a has psot, which OpenAPI 3.0 does not know there; correct its spelling, move it to where it belongs or take it away',
    ],
    [
      'an operation that is a reference, which real files have',
      `${head}paths:\n  /a:\n    get: { $ref: '#/x-a' }\nx-a: { ${operation} }\n`,
      '6: paths / /a / get has $ref, which OpenAPI 3.0 does not know there; write what it names in its place',
    ],
    [
      'what is of 3.1 in a file of 3.0',
      schema("{ type: [string, 'null'] }"),
      `7: components / schemas / A / type must be equal to one of the allowed values: a list of types is of OpenAPI 3.1; write "openapi: 3.1.0", or one type and "nullable: true"`,
    ],
    [
      'a type',
      schema('{ type: strng }'),
      `7: components / schemas / A / type must be equal to one of the allowed values: ${types}; use one of them`,
    ],
    [
      'a parameter of a path that need not be there',
      parameter('{ name: id, in: path, required: false, schema: {} }'),
      '7: paths / /a/{id} / get / parameters / 0 / required must be equal to one of the allowed values: true; use one of them',
    ],
  ])('%s', (_, text, expected) => {
    expect(parseApiDefinition({ file: 'api.yaml', text }).warnings).toEqual([`api.yaml:${expected}`]);
  });
});
