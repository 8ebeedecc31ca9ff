import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { publishedTexts } from '../../../domain/publishing/described-api';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { anOpenApiFile, anOperation, read } from './an-openapi-file';

const urls = { apiUrl: 'https://api.example.nhs.uk', sandboxUrl: 'https://sandbox.example.nhs.uk' };

function published(document: unknown, files: Record<string, string> = {}) {
  const texts = publishedTexts({ ...read(document, files), ...urls });
  return { ...texts, document: JSON.parse(texts.json) };
}

interface Fault {
  readonly rule: string;
  readonly at: string;
  readonly message: string;
}

/** What an outside linter finds wrong with each of the texts. */
function faultsOf(...texts: string[]): Fault[][] {
  const program = join(__dirname, 'outside-linter.mjs');
  const options = { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 100_000_000 } as const;
  return JSON.parse(execFileSync(process.execPath, [program], options));
}

const json = (media: object) => ({ 'application/json': media });
const answering = (media: object) =>
  anOperation({ security: [], responses: { 200: { description: 'OK', content: json(media) } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const kinds: [what: string, parts: Record<string, unknown>, files?: Record<string, string>][] = [
  [
    'a reference to a path that is not published',
    {
      paths: {
        '/_status': { get: answering({ schema: { type: 'string' } }) },
        '/a': {
          get: answering({ schema: { $ref: '#/paths/~1_status/get/responses/200/content/application~1json/schema' } }),
        },
      },
    },
  ],
  [
    'a discriminator that maps to a file and into another',
    {
      paths: {
        '/a': {
          get: answering({
            schema: {
              oneOf: [{ $ref: 'cat.json' }, { $ref: 'all.json#/dog' }],
              discriminator: { propertyName: 'kind', mapping: { cat: 'cat.json', dog: 'all.json#/dog' } },
            },
          }),
        },
      },
    },
    {
      'cat.json': '{ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } }',
      'all.json':
        '{ "dog": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "friend": { "$ref": "cat.json" } } } }',
    },
  ],
  [
    'security of webhooks and callbacks',
    {
      openapi: '3.1.0',
      paths: {
        '/a': {
          get: {
            ...answering({ schema: {} }),
            security: [{ mine: [] }],
            callbacks: {
              told: {
                '{$request.query.url}': {
                  post: { security: [{ theirs: [] }], responses: { 200: { description: 'OK' } } },
                },
              },
            },
          },
        },
      },
      webhooks: { told: { post: { security: [{ theirs: [] }], responses: { 200: { description: 'OK' } } } } },
      components: {
        securitySchemes: {
          mine: { type: 'http', scheme: 'bearer' },
          theirs: { type: 'apiKey', in: 'header', name: 'x-key' },
        },
      },
    },
  ],
  [
    'an operation and a path item that are references',
    {
      openapi: '3.1.0',
      paths: { '/a': { $ref: '#/components/pathItems/a' }, '/b': { get: { $ref: 'ops.json#/get' } } },
      components: {
        pathItems: { a: { get: { ...answering({ schema: ref('A') }), security: [{ 'app-level3': [] }] } } },
        schemas: { A: { type: 'string' } },
      },
    },
    { 'ops.json': '{ "get": { "responses": { "200": { "description": "OK" } } } }' },
  ],
  [
    'recursion through files',
    { paths: { '/a': { get: answering({ schema: { $ref: 'node.json' } }) } } },
    {
      'node.json':
        '{ "type": "object", "properties": { "child": { "$ref": "node.json" }, "other": { "$ref": "./parts/leaf.json" } } }',
      'parts/leaf.json': '{ "type": "object", "properties": { "up": { "$ref": "../node.json" } } }',
    },
  ],
  [
    'names that are taken',
    {
      paths: { '/a': { get: answering({ schema: { allOf: [ref('node'), { $ref: 'node.json' }] } }) } },
      components: { schemas: { node: { type: 'object' } } },
    },
    { 'node.json': '{ "type": "object", "title": "another" }' },
  ],
];

test.each(kinds)('%s: an outside linter finds nothing', (_, parts, files = {}) => {
  const { json: text, document } = published(anOpenApiFile(parts), files);
  expect(faultsOf(text)).toEqual([[]]);
  expect(JSON.stringify(document)).not.toMatch(/"\$ref":"[^#]|\.json/);
});

test('a discriminator that maps to files maps to what they became', () => {
  const [, parts = {}, files] = kinds.find(([what]) => what.startsWith('a discriminator')) ?? [];
  const { document } = published(anOpenApiFile(parts), files);
  const { schema } = document.paths['/a'].get.responses[200].content['application/json'];
  const names = schema.oneOf.map(({ $ref }: { $ref: string }) => $ref);
  expect(names).toEqual([expect.stringMatching(/^#\/components\/schemas\//), expect.stringMatching(/dog$/)]);
  expect(schema.discriminator.mapping).toEqual({ cat: names[0], dog: names[1] });
});

test('a schema that is referred to and not there is said to be missing, never one that accepts everything in silence', () => {
  const { document } = published(
    anOpenApiFile({ paths: { '/a': { get: answering({ schema: { $ref: 'gone.json' } }) } } }),
  );
  const { schema } = document.paths['/a'].get.responses['200'].content['application/json'];
  expect(schema).toEqual({ description: expect.stringContaining('not published with it') });
});

test('YAML and JSON say the same, to readers of YAML 1.1 too', () => {
  const values = ['no', 'yes', 'off', '2026-01-05', '1_000', '0x1f', '012', '1e3', '~', 'null', '12:30:45', '.inf', ''];
  const example = { ...Object.fromEntries(values.map((value, index) => [`v${index}`, value])), on: true, y: 'n' };
  const { json: text, yaml } = published(anOpenApiFile({ paths: { '/a': { get: answering({ example }) } } }));
  expect(parse(yaml)).toEqual(JSON.parse(text));
  expect(parse(yaml, { version: '1.1' })).toEqual(JSON.parse(text));
});

test.each([
  ['an example', (value: object) => ({ example: value })],
  ['a named example', (value: object) => ({ examples: { one: { value } } })],
  ['a constant', (value: object) => ({ schema: { const: value } })],
  ['a default', (value: object) => ({ schema: { default: value } })],
  ['an enumeration', (value: object) => ({ schema: { enum: [value] } })],
  ['the example of a schema', (value: object) => ({ schema: { type: 'object', example: value } })],
])('a $ref within %s is published as it stands, and nothing is said of it', (_, media) => {
  const value = { members: [{ value: '1', $ref: '../Users/1', 'x-dip-a': 1 }], schema: { $ref: '#/definitions/a' } };
  const file = anOpenApiFile({ openapi: '3.1.0', paths: { '/a': { get: answering(media(value)) } } });
  expect(published(file).json).toContain(JSON.stringify(value));
  expect(read(file).warnings.join()).not.toContain('leads nowhere');
});

const folder = process.env.DIP_SPECS ?? join(__dirname, '../../../../shared/specs');
const files = existsSync(folder) ? readdirSync(folder).filter((file) => /\.(ya?ml|json)$/.test(file)) : [];
if (files.length === 0) console.log(`skipped: ${folder} is absent, so no real document is linted`);

(files.length === 0 ? describe.skip : describe)('of a real file', () => {
  test('an outside linter finds nothing that it does not find in the source', () => {
    const sources = files.map((file) => readApiDefinition({ file: join(folder, file) }));
    const after = faultsOf(...sources.map((source) => publishedTexts({ ...source, ...urls }).json));
    const before = faultsOf(...sources.map(({ document }) => JSON.stringify(document)));
    const kind = ({ rule, message }: Fault) => `${rule} ${message}`;
    for (const [index, file] of files.entries()) {
      const known = new Set(before[index]?.map(kind));
      expect([file, after[index]?.filter((fault) => !known.has(kind(fault)))]).toEqual([file, []]);
    }
  });
});
