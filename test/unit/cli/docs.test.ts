import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docs } from '../../../cli/docs';
import { anOpenApiFile, anOperation } from '../api-definition/an-openapi-file';

const folder = mkdtempSync(join(tmpdir(), 'dip-docs-'));
const file = join(folder, 'openapi.json');
const write = (title: string, more: object = {}) =>
  writeFileSync(
    file,
    JSON.stringify({
      ...anOpenApiFile({ paths: { '/beds': { get: anOperation({ operationId: 'beds' }) } } }),
      info: { title, version: '1.0.0' },
      ...more,
    }),
  );

let url: string;
let stop: () => void;
beforeAll(async () => {
  write('Waiting Times');
  const lines: string[] = [];
  stop = await docs({ file, print: (line) => lines.push(line) });
  [, url = ''] = /^Waiting Times: (http:\S+)$/.exec(lines[0] ?? '') ?? [];
}, 60_000);
afterAll(() => {
  stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => write('Waiting Times'));

/** What the pages lead to, of this address. */
const linked = (html: string) =>
  [...html.matchAll(/(?:href|src)="(\/[^"#]*)"/g)].flatMap(([, path]) => (path === undefined ? [] : [path]));

test('the pages that the portal makes of the file are shown, with their styles, specification and downloads', async () => {
  const answer = await fetch(url);
  const page = await answer.text();
  expect([answer.status, page]).toEqual([200, expect.stringContaining('Waiting Times')]);
  const name = new URL(answer.url).pathname;
  const wanted = linked(page).filter((path) => path.startsWith('/assets/') || path.startsWith(`${name}/`));
  expect(wanted.length).toBeGreaterThan(3);
  for (const path of wanted) expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
  expect(await (await fetch(`${url}${name}/specification`)).text()).toContain('/beds');
});

test('a reload shows what changed, and what is wrong with it', async () => {
  write('Waiting Rooms');
  expect(await (await fetch(url)).text()).toContain('Waiting Rooms');
  write('Waiting Rooms', { openapi: undefined, swagger: '2.0' });
  const refused = await fetch(url);
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringMatching(/this is Swagger 2\.0/)]);
});

test('a page elsewhere that makes a browser ask by another name gets nothing', async () => {
  const status = await new Promise((resolve, reject) => {
    const asked = request(url, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode));
    asked.on('error', reject).end();
  });
  expect(status).toBe(421);
});

test('a port that is taken is told so', async () => {
  const port = Number(new URL(url).port);
  await expect(docs({ file, port, print: () => {} })).rejects.toThrow(/Port \d+ cannot be served: name another/);
});
