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
  expect(warnings).toEqual([expect.stringMatching(/^api\.json:\d+: tags must be array$/)]);
});
