import fc from 'fast-check';
import type { ApiDefinition } from '../../../domain/api-definition/api-definition';
import { publishedDocument } from '../../../domain/api-definition/published-document';
import { placeOf } from '../../../domain/json-schema/schema';
import { anOpenApiFile, anOperation, read } from './an-openapi-file';

const aal3 = [{ 'nhs-cis2-aal3': [] }];
const strict = {
  operationId: 'strict',
  security: aal3,
  parameters: [{ name: 'id', in: 'query', required: true, schema: { type: 'string' } }],
  responses: { 200: { description: 'OK', content: { 'application/json': { example: { a: 1 } } } } },
};
const file = (content: unknown) => JSON.stringify(content);

test.each<[string, Record<string, unknown>, Record<string, string>]>([
  ['a file', { paths: { '/a': { get: { $ref: 'ops/get.json' } } } }, { 'ops/get.json': file(strict) }],
  [
    'a part of a file',
    { paths: { '/a': { get: { $ref: 'ops.json#/operations/get' } } } },
    { 'ops.json': file({ operations: { get: strict } }) },
  ],
  [
    'a file that is a reference to another',
    { paths: { '/a': { get: { $ref: 'one.json' } } } },
    { 'one.json': file({ $ref: 'two.json' }), 'two.json': file(strict) },
  ],
  [
    'a part of the same file',
    { paths: { '/a': { get: { $ref: '#/x-operations/get' } } }, 'x-operations': { get: strict } },
    {},
  ],
  [
    'components',
    { paths: { '/a': { get: { $ref: '#/components/operations/get' } } }, components: { operations: { get: strict } } },
    {},
  ],
  [
    'a path in a file, whose operation is in another',
    { paths: { '/a': { $ref: 'paths/a.json' } } },
    { 'paths/a.json': file({ get: { $ref: '../ops/get.json' } }), 'ops/get.json': file(strict) },
  ],
  [
    'all paths in a file',
    { paths: { $ref: 'paths.json' } },
    { 'paths.json': file({ '/a': { get: { $ref: 'get.json' } } }), 'get.json': file(strict) },
  ],
  [
    'its security in a file',
    { paths: { '/a': { get: { ...strict, security: { $ref: 'security.json' } } } } },
    { 'security.json': file(aal3) },
  ],
  [
    'one requirement in a file',
    { paths: { '/a': { get: { ...strict, security: [{ $ref: 'requirement.json' }] } } } },
    { 'requirement.json': file(aal3[0]) },
  ],
  [
    'the security of all in a file',
    { security: { $ref: 'security.json' }, paths: { '/a': { get: { ...strict, security: undefined } } } },
    { 'security.json': file(aal3) },
  ],
])('an operation that refers to %s keeps its security, parameters and answers', (_, parts, files) => {
  const { definition, document } = read(anOpenApiFile(parts), files);
  expect(definition.operations).toMatchObject([
    { id: 'strict', access: ['nhs-cis2-aal3'], parameters: [{ name: 'id' }], responses: [{ status: '200' }] },
  ]);
  const urls = { apiUrl: 'https://api.example', tokenUrl: 'https://api.example/oauth2/token' };
  const published = publishedDocument({ document, definition, ...urls });
  expect(published).toMatchObject({
    paths: { '/a': { get: { operationId: 'strict', security: aal3, responses: { 200: { description: 'OK' } } } } },
  });
  expect(read({ ...document, servers: [{ url: '/hello' }] }).definition).toEqual(definition);
});

test('one operation named by two paths has each path’s own security in the published document', () => {
  const parts = {
    paths: { '/a': { get: { $ref: '#/x-shared' } }, '/b': { get: { $ref: '#/x-shared' } } },
    'x-shared': { ...strict, operationId: undefined },
  };
  const { definition } = read(anOpenApiFile(parts));
  expect(definition.operations.map(({ path, access }) => [path, access])).toEqual([
    ['/a', ['nhs-cis2-aal3']],
    ['/b', ['nhs-cis2-aal3']],
  ]);
});

test.each([
  ['security', { $ref: 'get.json', security: [] }],
  ['parameters', { $ref: 'get.json', parameters: [] }],
  ['responses', { $ref: 'get.json', responses: {} }],
])('%s beside the $ref of an operation is an error: tools read it in different ways', (name, get) => {
  expect(() => read(anOpenApiFile({ paths: { '/a': { get } } }), { 'get.json': file(strict) })).toThrow(
    new RegExp(`^api\\.json:\\d+: the operation get is a \\$ref and has ${name} beside it; write it into`),
  );
});

test('what stands beside the $ref of a path adds to it, and twice is an error', () => {
  const files = { 'a.json': file({ get: strict }) };
  const post = anOperation({ operationId: 'post', security: [] });
  const { definition, document } = read(anOpenApiFile({ paths: { '/a': { $ref: 'a.json', post } } }), files);
  expect(definition.operations.map(({ id, access }) => [id, access])).toEqual([
    ['strict', ['nhs-cis2-aal3']],
    ['post', []],
  ]);
  expect(document.paths).toMatchObject({ '/a': { get: { operationId: 'strict' }, post: { operationId: 'post' } } });
  expect(() => read(anOpenApiFile({ paths: { '/a': { $ref: 'a.json', get: post } } }), files)).toThrow(
    /get stands beside a \$ref that names one too; remove one/,
  );
});

test.each([
  ['an operation', { paths: { '/a': { get: { $ref: 'none.json' } } } }],
  ['its security', { paths: { '/a': { get: { ...strict, security: { $ref: 'none.json' } } } } }],
  ['a requirement', { paths: { '/a': { get: { ...strict, security: [{ $ref: 'none.json' }] } } } }],
  ['the paths', { paths: { $ref: 'none.json' } }],
  ['the security of all', { security: { $ref: 'none.json' } }],
  ['the components', { components: { $ref: 'none.json' }, security: [{ mine: [] }] }],
  ['the security schemes', { components: { securitySchemes: { $ref: 'none.json' } }, security: [{ mine: [] }] }],
  ['itself', { paths: { '/a': { get: { $ref: '#/paths/~1a/get' } } } }],
])('%s that leads nowhere is an error, never a default', (_, parts) => {
  expect(() => read(anOpenApiFile(parts))).toThrow(/api\.json:\d+: \$ref ".*" leads nowhere; /);
});

const whole = () =>
  anOpenApiFile({
    security: [{ 'app-level3': [] }],
    paths: {
      '/a/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^a' } }],
        get: strict,
        put: {
          operationId: 'put',
          security: [{ mine: [] }, { 'nhs-login-p9': [] }],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { type: 'object', properties: { a: { enum: ['b', 1] } } } } },
          },
          responses: { 204: { description: 'Gone', headers: { 'X-A': { schema: { type: 'string', example: 'a' } } } } },
        },
      },
      '/b': { post: { operationId: 'open', security: [], responses: { '4XX': { description: 'No' } } } },
    },
    components: {
      securitySchemes: { mine: { type: 'apiKey', in: 'header', name: 'apikey' } },
      schemas: { A: { type: 'array', items: { type: 'integer', minimum: 1 } } },
    },
    'x-nhsd-apim': { access: [{ title: 'One', grants: { 'app-level0': {} } }], monitoring: false },
  });

/** The same document with parts of it moved to where `$ref`s lead, as the coin falls. */
function scattered(document: object, coin: () => number) {
  const files: Record<string, string> = {};
  const shared: unknown[] = [];
  const move = (value: unknown, path: readonly string[], inFile: boolean): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const face = path.length === 0 ? 0 : coin() % 6;
    // What lies in another file names no part of this one.
    const away = inFile || face === 1 || face === 2;
    const inside = Array.isArray(value)
      ? value.map((item, index) => move(item, [...path, String(index)], away))
      : Object.fromEntries(Object.entries(value).map(([key, field]) => [key, move(field, [...path, key], away)]));
    const name = `${Object.keys(files).length}.json`;
    if (face === 1) {
      files[name] = file(inside);
      return { $ref: name };
    }
    if (face === 2) {
      files[name] = file({ 'a/b~c': [inside] });
      return { $ref: `${name}#/a~1b~0c/0` };
    }
    if (face !== 3 || inFile) return inside;
    shared.push(inside);
    return { $ref: `#/x-shared/${shared.length - 1}` };
  };
  return { document: { ...(move(document, [], false) as object), 'x-shared': shared }, files };
}

/** The definition with each schema in the place of what refers to it; none of the document's leads to itself. */
function withoutReferences({ schemas = [], ...definition }: ApiDefinition): unknown {
  const written = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(written);
    if (typeof value !== 'object' || value === null) return value;
    const place = placeOf(Reflect.get(value, '$ref'));
    if (place !== undefined) return written(schemas[place]);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, written(each)]));
  };
  return written(definition);
}

test('wherever references stand, reading and bundling find what a document without them says', () => {
  const truth = withoutReferences(read(whole()).definition);
  fc.assert(
    fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 60 }), (faces) => {
      let at = 0;
      const coin = () => faces[at++ % faces.length] ?? 0;
      const { document, files } = scattered(whole(), coin);
      const { definition, document: bundled } = read(document, files);
      expect(withoutReferences(definition)).toEqual(truth);
      expect(JSON.stringify(bundled)).not.toContain('.json');
      expect(withoutReferences(read(bundled).definition)).toEqual(truth);
    }),
    { numRuns: 150 },
  );
});
