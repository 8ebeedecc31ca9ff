import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '../../../cli/lint';
import { parseApiDefinition } from '../../../domain/api-definition/parse-api-definition';
import { anOpenApiFile, anOperation, errorsOf, read } from './an-openapi-file';

const folder = mkdtempSync(join(tmpdir(), 'dip-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const head = 'openapi: 3.0.3\ninfo: { title: Hello, version: 1.0.0 }\nservers: [{ url: /hello }]\n';
const paths = 'paths: { /hello: { get: { responses: {} } } }\n';

test.each([
  ['a hundred thousand brackets', `${head}${paths}x: ${'['.repeat(100_000)}`, /more than 100 lists and maps within/],
  ['a hundred thousand braces', `${'{'.repeat(100_000)}`, /more than 100 lists and maps within/],
  ['twenty thousand dashes', `${head}${paths}x: \n  ${'- '.repeat(20_000)}x`, /more than 100 lists and maps within/],
  ['deep JSON', '{"a":'.repeat(5000), /more than 100 lists and maps within/],
  [
    'aliases of aliases',
    `${head}${paths}a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`)}]`).join('\n')}`,
    /with its aliases written out it has more than/,
  ],
  [
    'merges of merges',
    `${head}${paths}a0: &a0 {x0: 1}\n${Array.from({ length: 2000 }, (_, index) => `a${index + 1}: &a${index + 1}\n  <<: *a${index}\n  x${index + 1}: 1`).join('\n')}`,
    /with its aliases written out it has more than/,
  ],
  ['an alias within itself', `${head}${paths}a: &a [*a]\n`, /:5: not YAML or JSON: the alias \*a stands inside/],
  ['a merge with itself', `${head}${paths}a: &a\n  <<: *a\n  b: 1\n`, /the alias \*a stands inside/],
  [
    'a key twice by an alias',
    `${head}x: &a paths\n${paths}*a : {}\n`,
    /:6: not YAML or JSON: a key is an alias, a list/,
  ],
  ['a key that is a list', `${head}${paths}? [a]\n: 1\n`, /:5: not YAML or JSON: a key is an alias, a list or a map/],
  [
    'a key that is nothing, twice',
    `${head}${paths}x: { ~: 1, "": 2 }\n`,
    /:5: .*Map keys must be unique: "" stands on line 5/,
  ],
  [
    'a key twice',
    `${head}${paths}info: {}\n`,
    /:5: not YAML or JSON: Map keys must be unique: "info" stands on line 2 already; correct the syntax$/,
  ],
  ['a merge twice', `${head}${paths}x:\n  <<: {}\n  <<: {}\n`, /unique: "<<" stands on line 6 already/],
  ['a merge of a text', `${head}${paths}x:\n  <<: a\n`, /:6: not YAML or JSON: what "<<" merges is no map/],
  ['a merge of a list of a text', `${head}${paths}a: &a a\nx:\n  <<: [{}, *a]\n`, /:7: .* what "<<" merges is no map/],
  ['YAML 1.1', `%YAML 1.1\n---\n${head}${paths}`, /:1: not YAML or JSON: YAML 1\.1 takes words such as yes/],
  ['a set', `${head}security: !!set {}\n${paths}`, /:4: not YAML or JSON: Unresolved tag: tag:yaml\.org,2002:set/],
  ['a number without end', `${head}${paths}x: .inf\n`, /:5: not YAML or JSON: \.inf is no number of JSON/],
  ['a number beyond JavaScript', `${head}${paths}x: [1e400]\n`, /:5: not YAML or JSON: 1e400 is no number of JSON/],
  [
    'a number that is none',
    `${head}${paths}x: !!int abc\n`,
    /:5: not YAML or JSON: Unresolved tag: tag:yaml\.org,2002:int/,
  ],
  ['two documents', `${head}${paths}---\n${head}`, /a second document begins/],
])('%s are told and end nothing', (_, text, expected) => {
  expect(errorsOf(text).join('\n')).toMatch(expected);
});

test('an anchor used a thousand times is no attack', () => {
  const uses = Array.from({ length: 1000 }, (_, index) => `  k${index}: *a`).join('\n');
  expect(errorsOf(`${head}${paths}x-a: &a { b: 1 }\nx-uses:\n${uses}\n`)).toEqual([]);
});

const content = (schema: unknown) => ({ 200: { description: 'OK', content: { 'application/json': { schema } } } });
const withSchema = (schema: unknown, components: object = {}) =>
  anOpenApiFile({ paths: { '/hello': { get: anOperation({ responses: content(schema) }) } }, components });
const nested = (keyword: string, wrap: (inside: unknown) => unknown, levels: number) =>
  Array.from({ length: levels }).reduce<unknown>((inside) => ({ [keyword]: wrap(inside) }), { type: 'string' });
const chain = (length: number, refer: (name: string) => unknown) =>
  Object.fromEntries(Array.from({ length }, (_, index) => [`S${index}`, refer(`#/components/schemas/S${index + 1}`)]));

const ring = (length: number) => chain(length, ($ref) => ({ $ref: $ref.replace(`S${length}`, 'S0') }));
const itself = '#/paths/~1hello/get/responses/200/content/application~1json/schema';

test.each([
  ['a hundred million items', withSchema({ type: 'array', minItems: 1e8, items: { type: 'string' } })],
  ['a text of a thousand million characters', withSchema({ type: 'string', minLength: 1e9 })],
  [
    'lists of lists',
    withSchema(
      Array.from({ length: 9 }).reduce<object>((items) => ({ type: 'array', minItems: 50, items }), { type: 'string' }),
    ),
  ],
  ['a count that is none', withSchema({ type: 'array', minItems: 'many', items: {} })],
  ['a negative count', withSchema({ type: 'array', minItems: -1, items: {} })],
])('a schema that asks for %s makes no example, and lint asks for one', (_, document) => {
  const { definition, warnings } = read(document);
  expect(definition.operations[0]?.responses[0]?.content[0]?.examples).toEqual([]);
  expect(warnings.join('\n')).toMatch(/api\.json:\d+: an example of application\/json would be larger .*; state an/);
});

test.each([
  ['additional properties within each other', withSchema(nested('additionalProperties', (inside) => inside, 60))],
  [
    'a chain of references',
    withSchema({ $ref: '#/components/schemas/S0' }, { schemas: chain(3000, ($ref) => ({ allOf: [{ $ref }] })) }),
  ],
  ['nine thousand references to references', withSchema({}, { schemas: chain(9000, ($ref) => ({ $ref })) })],
  ['a long ring of references', withSchema({}, { schemas: ring(9000) })],
  [
    'a chain within other parts',
    anOpenApiFile({
      paths: { '/hello': { get: anOperation({ responses: { 200: { $ref: '#/x-chain/S0' } } }) } },
      'x-chain': Object.fromEntries(
        Array.from({ length: 9000 }, (_, index) => [`S${index}`, { $ref: `#/x-chain/S${index + 1}` }]),
      ),
    }),
  ],
  [
    'references that double',
    withSchema(
      { $ref: '#/components/schemas/S0' },
      { schemas: chain(60, ($ref) => ({ anyOf: [{ $ref }, { $ref }, { $ref }] })) },
    ),
  ],
  [
    'nine thousand schemas',
    withSchema(
      { $ref: '#/components/schemas/S0' },
      { schemas: chain(9000, ($ref) => ({ properties: { next: { $ref } } })) },
    ),
  ],
  ['two thousand wrong ones', withSchema({}, { schemas: chain(2000, () => ({ type: 7, bogus: 1 })) })],
  [
    'names of JavaScript’s own',
    withSchema({
      type: 'object',
      properties: JSON.parse(
        '{"__proto__":{"type":"object","properties":{"polluted":{"type":"string","example":"yes"}}},"constructor":{"type":"string"},"toString":{"type":"string"},"hasOwnProperty":{"type":"string"}}',
      ),
      required: ['constructor', '__proto__'],
    }),
  ],
  [
    'a merge of prototypes',
    withSchema(
      JSON.parse(
        '{"allOf":[{"example":{"__proto__":{"polluted":"yes"}}},{"example":{"constructor":{"prototype":{"polluted":"yes"}}}}]}',
      ),
    ),
  ],
  ['a schema that is itself', withSchema({ $ref: '#/components/schemas/S0' }, { schemas: ring(2) })],
  ['a schema that is not itself', withSchema({ not: { $ref: itself } })],
  ['a schema that is itself and itself', withSchema({ allOf: [{ $ref: itself }, { $ref: itself }] })],
  [
    'a schema that is itself where a member is',
    withSchema({ dependentSchemas: { a: { $ref: itself } }, required: ['a'] }),
  ],
  ['a type and a format that objects have', withSchema({ type: 'constructor', format: 'toString' })],
])('%s are read', (_, document) => {
  expect(read(document).definition.operations).toHaveLength(1);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

const each = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
const operations = (count: number) =>
  Object.fromEntries(
    each(count, (index) => [`/p${index}`, { get: anOperation({ security: [{ 'app-level3': [] }] }) }]),
  );
const toldOf = (document: object): string => {
  try {
    return read(document).warnings.join('\n');
  } catch (error) {
    return String(error);
  }
};
const aParameter = (index: number) => ({ name: `q${index}`, in: 'query', schema: { type: 'string' } });

test.each<[string, Record<string, unknown>, RegExp]>([
  ['operations', { paths: operations(20_000) }, /more than 5000 operations; split it into several APIs/],
  [
    'operations with one fault each',
    { paths: Object.fromEntries(each(20_000, (index) => [`/p${index}`, { get: anOperation({ security: ['x'] }) }])) },
    /a security requirement names no scheme/,
  ],
  [
    'wrong schemas',
    { components: { schemas: Object.fromEntries(each(20_000, (index) => [`S${index}`, { type: 7 }])) } },
    /components \/ schemas \/ S0 \/ type must be/,
  ],
  ['tags', { tags: each(20_000, (index) => ({ name: `t${index}`, bogus: 1 })) }, /tags \/ 0 has bogus/],
  [
    'parameters',
    { paths: { '/a': { get: anOperation({ parameters: each(20_000, aParameter), bogus: 1 }) } } },
    /get has bogus/,
  ],
])('twenty thousand %s are told as few are', (_, parts, expected) => {
  expect(toldOf(anOpenApiFile(parts))).toMatch(expected);
});

test('of media types without end the first get an example made, and it is told', () => {
  const content = Object.fromEntries(each(12_000, (index) => [`text/x${index}`, { schema: { type: 'string' } }]));
  const paths = { '/a': { get: anOperation({ responses: { 200: { description: 'OK', content } } }) } };
  const { definition, warnings } = read(anOpenApiFile({ paths }));
  const made = definition.operations[0]?.responses[0]?.content.filter(({ examples }) => examples.length > 0);
  expect(made).toHaveLength(10_000);
  expect(warnings.filter((line) => /more than 10000 media types have no example/.test(line))).toHaveLength(1);
});

test('files that refer to themselves end, and those that double each other are refused by name', () => {
  const ring = '{ "again": { "$ref": "ring.json" }, "more": { "$ref": "ring.json" } }';
  const { document } = read(anOpenApiFile({ 'x-ring': { $ref: 'ring.json' } }), { 'ring.json': ring });
  expect(document['x-ring']).toEqual({ again: { $ref: '#/x-ring' }, more: { $ref: '#/x-ring' } });
  const twice = (name: string) => `{ "a": { "$ref": "${name}" }, "b": { "$ref": "${name}" } }`;
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}.json`, twice(`${at + 1}.json`)]));
  expect(() => read(anOpenApiFile({ 'x-many': { $ref: '0.json' } }), { ...files, '40.json': '{}' })).toThrow(
    /^api\.json:1: with the files it refers to the document has more than \d+ values; /,
  );
});

test.each([
  ['a title that has no Latin letter, without servers', { info: { title: '患者', version: '1' }, servers: undefined }],
  ['a base path of slashes', { servers: [{ url: `/${'/'.repeat(400_000)}x` }] }],
  ['a base path behind slashes', { servers: [{ url: `https://api.example${'/'.repeat(400_000)}x` }] }],
  [
    'a base path of variables',
    { servers: [{ url: '/{a}'.repeat(20_000), variables: { a: { default: 'a'.repeat(20_000) } } }] },
  ],
  [
    'a base path of a variable that is slashes',
    { servers: [{ url: '/{a}x', variables: { a: { default: '/'.repeat(400_000) } } }] },
  ],
  ['a base path without end', { servers: [{ url: `/${'a'.repeat(5000)}` }] }],
  ['a path without end', { paths: { [`/${'a'.repeat(5000)}`]: { get: anOperation() } } }],
  ['a path with a line break', { paths: { '/a\n\u001b[2J': { get: anOperation() } } }],
  [
    'an extension of objects’ names',
    JSON.parse('{"x-nhsd-apim":{"__proto__":{"a":1},"constructor":1,"target":{"__proto__":1}}}'),
  ],
])('%s ends in words', (_, parts) => {
  let message = '';
  try {
    message = read(anOpenApiFile(parts)).warnings.join('\n');
  } catch (error) {
    message = error instanceof Error ? `${error.name} ${error.message}` : '';
    expect(message).toMatch(/^Failure /);
  }
  expect(message).toMatch(/api\.json:\d+: .+; /);
});

test('names that pages and lists show are cut, told, and in one line', () => {
  const title = `Records\u001b[31m\n${'x'.repeat(3000)}`;
  const { definition, warnings } = read(
    anOpenApiFile({
      info: { title, version: '9'.repeat(3000) },
      paths: { '/a': { get: anOperation({ operationId: `id\u0000${'y'.repeat(900)}` }) } },
    }),
  );
  expect(definition.title).toMatch(/^Records \[31m x+…$/);
  expect(definition.title).toHaveLength(200);
  expect(definition.version).toHaveLength(100);
  expect(definition.operations[0]?.id).toBe('get-a');
  expect(warnings).toHaveLength(4);
});

test('a fault of the reader is told of the file, and nothing of the inside', () => {
  const text = JSON.stringify(anOpenApiFile({ components: { schemas: { A: { $ref: 'a.json' } } } }));
  const readFile = () => {
    throw new RangeError('Maximum call stack size exceeded');
  };
  expect(() => parseApiDefinition({ file: 'api.json', text, readFile })).toThrow(
    /^api\.json:1: the file cannot be read \(RangeError\); /,
  );
});

test.each([false, true])('what lint prints is obeyed by no terminal (as JSON: %s)', (json) => {
  const file = join(folder, 'api.json');
  const evil = '\u001b]0;owned\u0007\u009b2J\u202egnp.exe\u0000\r';
  const parts = {
    info: { title: evil, version: evil },
    paths: { '/a': { get: anOperation({ operationId: evil, summary: evil, security: [{ [evil]: [] }] }) } },
  };
  writeFileSync(file, JSON.stringify(anOpenApiFile(parts)));
  const printed: string[] = [];
  lint({ file, json, print: (line) => printed.push(line) });
  expect(printed.join('').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(printed.join('\n')).toContain('owned');
});
