import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync, strToU8, zipSync } from 'fflate';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { anOpenApiFile, anOperation } from './an-openapi-file';

const folder = mkdtempSync(join(tmpdir(), 'dip-many-'));
afterAll(() => rmSync(folder, { recursive: true }));

const answering = (schema: object) =>
  anOperation({ responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } } });
const root = JSON.stringify(anOpenApiFile({ paths: { '/a': { $ref: 'paths/a.yaml' } } }));
const files = {
  'openapi.json': root,
  'paths/a.yaml': JSON.stringify({ get: { ...answering({ $ref: '../schemas.yaml#/a' }), security: [] } }),
  'schemas.yaml': 'a: { type: string }',
  'README.md': '# Not read',
};

function aFolder(name: string, contents: Record<string, string>): string {
  for (const [file, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, name, file)), { recursive: true });
    writeFileSync(join(folder, name, file), text);
  }
  return join(folder, name);
}

function aZip(name: string, contents: Record<string, string>): string {
  const packed = zipSync(Object.fromEntries(Object.entries(contents).map(([file, text]) => [file, strToU8(text)])));
  writeFileSync(join(folder, name), packed);
  return join(folder, name);
}

const operationsOf = (file: string) =>
  readApiDefinition({ file }).definition.operations.map(({ method, path, access }) => [method, path, access]);

test('an API is read from the folder that holds its files, and from a zip file of them', () => {
  const expected = [['GET', '/a', []]];
  expect(operationsOf(aFolder('many', files))).toEqual(expected);
  expect(operationsOf(aZip('many.zip', files))).toEqual(expected);
  const inside = Object.fromEntries(Object.entries(files).map(([name, text]) => [`my-api/${name}`, text]));
  expect(operationsOf(aZip('inside.zip', inside))).toEqual(expected);
});

test.each([
  ['none that is OpenAPI', { 'a.yaml': 'a: 1' }, /holds no OpenAPI file; name the file that the API begins with/],
  ['several', { 'a.json': root, 'b.json': root }, /holds several OpenAPI files \(a\.json, b\.json\); name the file/],
])('a folder or a zip file that holds %s says so', (name, contents, message) => {
  expect(() => readApiDefinition({ file: aFolder(name, contents) })).toThrow(message);
  expect(() => readApiDefinition({ file: aZip(`${name}.zip`, contents) })).toThrow(message);
});

test('what is no zip file, names a place outside or is beyond the bounds is refused or left out', () => {
  writeFileSync(join(folder, 'text.zip'), 'no zip');
  expect(() => readApiDefinition({ file: join(folder, 'text.zip') })).toThrow(/is no zip file that can be read/);
  expect(() => readApiDefinition({ file: join(folder, 'gone.zip') })).toThrow(/cannot be read; give the path/);
  const outside = { 'openapi.json': root, 'paths/a.yaml': '{}', '../../evil.yaml': 'a: 1', '.hidden/x.yaml': 'a: 1' };
  expect(operationsOf.bind(undefined, aZip('outside.zip', outside))).toThrow(/no paths with an operation/);
  expect(() => readApiDefinition({ file: aZip('bomb.zip', { ...files, 'big.yaml': 'a'.repeat(11_000_000) }) })).toThrow(
    /big\.yaml is beyond what an API may have; split it/,
  );
});

/** What a packer writes of one file and one that lies does not: a size that is not, and entries without end. */
function aLyingZip(name: string, { entries, octets }: { entries: number; octets: number }): string {
  const packed = deflateSync(new Uint8Array(octets), { level: 9 });
  const header = (signature: number, length: number, from: number) => {
    const bytes = Buffer.alloc(length);
    bytes.writeUInt32LE(signature);
    bytes.writeUInt16LE(8, from);
    bytes.writeUInt32LE(packed.length, from + 10);
    bytes.writeUInt32LE(1, from + 14);
    bytes.writeUInt16LE(6, from + 18);
    return Buffer.concat([bytes, Buffer.from('a.yaml')]);
  };
  const body = Buffer.concat([header(0x04034b50, 30, 8), packed]);
  const listed = Buffer.concat(Array.from({ length: Math.min(entries, 1000) }, () => header(0x02014b50, 46, 10)));
  const end64 = Buffer.alloc(76);
  end64.writeUInt32LE(0x06064b50);
  end64.writeUInt32LE(entries, 32);
  end64.writeUInt32LE(body.length, 48);
  end64.writeUInt32LE(0x07064b50, 56);
  end64.writeUInt32LE(body.length + listed.length, 64);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(Math.min(entries, 65_535), 8);
  end.writeUInt32LE(body.length, 16);
  writeFileSync(join(folder, name), Buffer.concat([body, listed, end64, end]));
  return join(folder, name);
}

test.each([
  [
    'a file of more octets than it states',
    { entries: 1, octets: 40_000_000 },
    /lie-1\.zip:1: a\.yaml is beyond what an API/,
  ],
  [
    'the same octets as many files',
    { entries: 1000, octets: 40_000_000 },
    /lie-1000\.zip:1: a\.yaml is beyond what an/,
  ],
  ['four thousand million files', { entries: 0xffffffff, octets: 10 }, /lie-4294967295\.zip:1: a\.yaml cannot be read/],
])('a zip file that holds %s is refused by its name', (_, lie, message) => {
  expect(() => readApiDefinition({ file: aLyingZip(`lie-${lie.entries}.zip`, lie) })).toThrow(message);
});

test('files of blank lines do not hold up the search for the one that the API begins with', () => {
  const blank = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.yaml`, '\n'.repeat(99_000)]));
  const expected = [['GET', '/a', []]];
  expect(operationsOf(aFolder('blank', { ...files, ...blank }))).toEqual(expected);
});

test('a path with a query is left out and told, and the rest is published', () => {
  const paths = { '/a?beta=true': { get: anOperation() }, '/b+c': { get: anOperation({ security: [] }) } };
  const servers = [{ url: 'https://api.example.org/a b' }, { url: 'https://api.example.org/a+b' }];
  const file = join(
    aFolder('query', { 'openapi.json': JSON.stringify(anOpenApiFile({ paths, servers })) }),
    'openapi.json',
  );
  const { definition, warnings } = readApiDefinition({ file });
  expect([definition.basePath, definition.operations.map(({ path }) => path)]).toEqual(['/a+b', ['/b+c']]);
  expect(warnings.join('\n')).toMatch(/path "\/a\?beta=true" has a query string, so its operations are not published/);
  expect(warnings.join('\n')).toMatch(
    /the base path of servers\[0\]\.url cannot be served, so \/a\+b of another is used/,
  );
});

test('OpenAPI 3.2 is read, and what API Gateway has no method for is told', () => {
  const item = {
    get: anOperation({ security: [] }),
    query: anOperation(),
    additionalOperations: { LINK: anOperation() },
  };
  const file = join(
    aFolder('new', { 'openapi.json': JSON.stringify(anOpenApiFile({ openapi: '3.2.0', paths: { '/a': item } })) }),
    'openapi.json',
  );
  const { definition, warnings } = readApiDefinition({ file });
  expect(definition.operations.map(({ method }) => method)).toEqual(['GET']);
  expect(warnings.filter((line) => line.includes('is not carried'))).toHaveLength(2);
  expect(warnings.filter((line) => /unevaluated|must match/.test(line))).toEqual([]);
});

test('an anchor may be used as often as the file stays within its bounds', () => {
  const paths = Array.from(
    { length: 150 },
    (_, index) => `  /p${index}: { get: { security: [], responses: { 200: *ok } } }`,
  );
  const text = [
    'openapi: 3.0.3',
    'info: { title: Many, version: "1" }',
    'servers: [{ url: https://api.example.org/many }]',
    'x-ok: &ok { description: OK }',
    'paths:',
    ...paths,
  ].join('\n');
  expect(operationsOf(join(aFolder('anchors', { 'openapi.yaml': text }), 'openapi.yaml'))).toHaveLength(150);
});
