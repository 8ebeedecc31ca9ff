import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '../../../cli/lint';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { anOpenApiFile, anOperation } from './an-openapi-file';

const secret = 'AKIA-what-only-this-machine-knows';
const top = mkdtempSync(join(tmpdir(), 'dip-folder-'));
const at = (...path: string[]) => join(top, ...path);
const file = at('api', 'openapi.json');
beforeAll(() => {
  for (const folder of ['api/parts', 'api/.hidden', 'other']) mkdirSync(at(folder), { recursive: true });
  const text = JSON.stringify({ secret });
  for (const name of ['api/inside.json', 'api/parts/a b.json', 'api/.hidden/x.json', 'api/x.env', 'other/x.json']) {
    writeFileSync(at(name), text);
  }
  writeFileSync(at('api', 'scalar.yaml'), secret);
  writeFileSync(at('api', 'broken.yaml'), `{ secret: ${secret}`);
  writeFileSync(at('api', 'large.json'), `{"secret":"${secret}","x":"${'x'.repeat(11_000_000)}"}`);
  symlinkSync(at('other', 'x.json'), at('api', 'link.json'));
  symlinkSync(at('other'), at('api', 'linked'));
  symlinkSync('/proc/self/environ', at('api', 'environ.json'));
  symlinkSync('inside.json', at('api', 'alias.json'));
  execFileSync('mkfifo', [at('api', 'pipe.json')]);
});
afterAll(() => rmSync(top, { recursive: true }));

const withExample = (example: unknown) => withMedia({ schema: { type: 'object' }, example });

function withMedia(media: Record<string, unknown>) {
  const content = { 'application/json': media };
  const document = anOpenApiFile({
    paths: { '/hello': { get: anOperation({ responses: { 200: { description: 'OK', content } } }) } },
  });
  writeFileSync(file, JSON.stringify(document, undefined, 2));
}

function linted(more: { folder?: string } = {}) {
  const lines: string[] = [];
  lint({ file, ...more, json: false, print: (line) => lines.push(line) });
  return lines.join('\n');
}

const everything = () => JSON.stringify(readApiDefinition({ file }));

test.each(['inside.json', './inside.json', 'parts/a%20b.json', 'parts/../inside.json', 'alias.json'])(
  '%s is read: it lies in the folder of the file',
  (reference) => {
    withExample({ $ref: reference });
    expect(everything()).toContain(secret);
    expect(linted()).not.toContain('leads nowhere');
  },
);

test.each([
  ['../other/x.json', 'it leaves the folder'],
  ['../../../../../../../proc/self/environ', 'it leaves the folder'],
  ['parts/../../other/x.json', 'it leaves the folder'],
  ['/etc/passwd', 'it is no plain relative path'],
  ['//example.org/x.json', 'no address is fetched'],
  ['file:///etc/passwd', 'no address is fetched'],
  ['https://example.org/x.json', 'no address is fetched'],
  ['data:application/json,{}', 'no address is fetched'],
  ['node:fs', 'no address is fetched'],
  ['%2e%2e/other/x.json', 'it is no plain relative path'],
  ['..%2fother/x.json', 'it is no plain relative path'],
  ['%252e%252e/other/x.json', 'it is no plain relative path'],
  ['..%5cother%5cx.json', 'it is no plain relative path'],
  ['..\\other\\x.json', 'it is no plain relative path'],
  ['inside.json%00.yaml', 'it is no plain relative path'],
  ['link.json', 'it is a link out of the folder'],
  ['linked/x.json', 'it is a link out of the folder'],
  ['environ.json', 'it is a link out of the folder'],
  ['.hidden/x.json', 'it names a hidden file'],
  ['x.env', 'it names no .yaml, .yml or .json file'],
  ['pipe.json', 'it is no regular file'],
  ['parts', 'it names no .yaml, .yml or .json file'],
  ['scalar.yaml', 'holds no map and no list'],
  ['broken.yaml', 'is not YAML or JSON'],
  ['large.json', 'it is beyond the limit of 10000000 bytes'],
])('%s is not read, and lint says so with file, line and fix', (reference, why) => {
  withMedia({ schema: { properties: { a: { $ref: reference } } } });
  expect(everything()).not.toContain(secret);
  const line = linted()
    .split('\n')
    .find((each) => each.includes(why));
  expect(line).toMatch(/^(warning|error {3}) .*openapi\.json:\d+: \$ref ".*" leads nowhere: .+; /);
});

test.each([
  ['an operation', { paths: { '/hello': { get: { $ref: '../other/x.json' } } } }],
  ['a path', { paths: { '/hello': { $ref: '../other/x.json' } } }],
  ['a schema', { components: { schemas: { A: { $ref: '/proc/self/environ' } } } }],
  ['the security schemes', { components: { securitySchemes: { $ref: '../other/x.json' } } }],
  ['the title', { info: { $ref: '../other/x.json' } }],
  ['the extension', { 'x-nhsd-apim': { target: { $ref: '../other/x.json' } } }],
  ['a description', { info: { title: 'Hello', version: '1', description: { $ref: '../other/x.json' } } }],
  ['an external value', { components: { examples: { a: { externalValue: '../other/x.json' } } } }],
])('%s reads nothing from elsewhere either', (_, parts) => {
  writeFileSync(file, JSON.stringify(anOpenApiFile(parts)));
  let read = '';
  try {
    read = everything();
  } catch (error) {
    read = String(error);
  }
  expect(read).not.toContain(secret);
});

test('a caller who states a folder above opens that folder, and nothing beyond', () => {
  withExample({ $ref: '../other/x.json' });
  expect(JSON.stringify(readApiDefinition({ file, folder: top }))).toContain(secret);
  expect(linted({ folder: top })).not.toContain('leads nowhere');
  expect(() => readApiDefinition({ file, folder: at('other') })).toThrow(/leaves the folder/);
});

test('the file itself is a regular file of bounded size', () => {
  expect(() => readApiDefinition({ file: at('api', 'pipe.json') })).toThrow(/no regular file/);
  expect(() => readApiDefinition({ file: at('api', 'large.json') })).toThrow(/beyond the limit/);
  expect(() => readApiDefinition({ file: at('api', 'nowhere.json') })).toThrow(/cannot be read; give the path/);
});

test('files are counted: what is reached beyond the limit is not read', () => {
  const folder = at('many');
  mkdirSync(folder);
  const count = 2100;
  for (let index = 0; index < count; index += 1) writeFileSync(join(folder, `${index}.json`), `{"next":"${index}"}`);
  const examples = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`e${index}`, { value: { $ref: `${index}.json` } }]),
  );
  writeFileSync(join(folder, 'api.json'), JSON.stringify(anOpenApiFile({ components: { examples } })));
  const { warnings } = readApiDefinition({ file: join(folder, 'api.json') });
  expect(warnings).toContainEqual(expect.stringContaining('one file too many'));
});
