import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { lint } from '../../../cli/lint';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { anOpenApiFile, anOperation } from './an-openapi-file';

const top = mkdtempSync(join(tmpdir(), 'dip-encoding-'));
afterAll(() => rmSync(top, { recursive: true }));

const title = 'Stationsübersicht';
const root = JSON.stringify(anOpenApiFile({ info: { title, version: '1.0.0' } }));

/** One API in each of the ways that files are given: its file, the folder, a zip file. */
function given(files: Readonly<Record<string, Uint8Array>>): string[] {
  const folder = mkdtempSync(join(top, 'api-'));
  mkdirSync(join(folder, 'many'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, 'many', name), bytes);
  writeFileSync(join(folder, 'many.zip'), zipSync(files));
  return [join(folder, 'many', 'openapi.json'), join(folder, 'many'), join(folder, 'many.zip')];
}

const linted = (file: string) => {
  const lines: string[] = [];
  lint({ file, json: false, print: (line) => lines.push(line) });
  return lines.join('\n');
};

describe.each([
  ['UTF-16, as a shell of Windows writes it', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16 without a mark', (text: string) => Buffer.from(text.replaceAll('ü', 'u'), 'utf16le')],
  ['Latin-1', (text: string) => Buffer.from(text, 'latin1')],
])('%s is refused by name, not published with letters that nobody wrote', (_, encoded) => {
  test('as the file that an API begins with', () => {
    for (const file of given({ 'openapi.json': encoded(root) })) {
      const told = /openapi\.json.* cannot be read: it is not text in UTF-8; save it as UTF-8$/m;
      expect(() => readApiDefinition({ file })).toThrow(told);
      expect(linted(file)).toMatch(told);
    }
  });

  test('as a file that it refers to', () => {
    const content = { 'application/json': { schema: { $ref: 'part.json' } } };
    const get = anOperation({ responses: { 200: { description: 'OK', content } } });
    const document = JSON.stringify(anOpenApiFile({ paths: { '/a': { get } } }));
    const files = { 'openapi.json': Buffer.from(document), 'part.json': encoded(JSON.stringify({ title })) };
    for (const file of given(files)) {
      expect(linted(file)).toMatch(
        /openapi\.json:1: \$ref "part\.json" leads nowhere: it is not text in UTF-8; save it as UTF-8$/m,
      );
    }
  });
});

test('UTF-8 is read with and without a mark', () => {
  for (const mark of ['', '\uFEFF']) {
    for (const file of given({ 'openapi.json': Buffer.from(`${mark}${root}`) }))
      expect(readApiDefinition({ file }).definition.title).toBe(title);
  }
});
