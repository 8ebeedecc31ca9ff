import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { context } from '../../../cdk.json';
import { environmentNamed } from '../../../lib/config/environments';
import type { Publication } from '../../../lib/constructs/api-proxy';
import { EnvironmentStacks } from '../../../lib/stacks/environment-stacks';
import { publishFolder } from '../../../lib/stacks/publish-folder';
import { bundle } from '../../../scripts/bundle';
import { aLargeApi } from '../../a-large-api';
import { synthesised } from '../synthesised';

const apis = join(__dirname, '../../../apis');
const own: Publication[] = ['hello-world', 'growth-charts'].map((name) => ({
  specification: join(apis, name, 'openapi.yaml'),
  publisher: { organisation: 'NHS England', thirdParty: false },
}));

function publish(files: Readonly<Record<string, string | Uint8Array>>, links: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'dip-specs-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name));
  const app = new App({ context });
  const said: string[] = [];
  const stacks = new EnvironmentStacks(app, environmentNamed('local'));
  const outcomes = publishFolder(stacks, folder, own, {
    say: (line) => said.push(line),
    show: () => undefined,
  });
  const apiStacks = app.node.children.map(({ node }) => node.id).filter((id) => id.startsWith('local-Api-'));
  return { outcomes, said, apiStacks };
}

const api = (basePath: string) =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'An API', version: '1.0.0' },
    servers: [{ url: `https://api.example${basePath}` }],
    paths: { '/thing': { get: { responses: { 200: { description: 'A thing' } } } } },
  });

beforeAll(() => bundle());

test('every file is an API beside the platform’s own', () => {
  const { apiStacks } = publish({ 'one.json': api('/one'), 'two.yaml': api('/two'), 'notes.txt': 'not an API' });
  expect(apiStacks.sort()).toEqual(['growth-charts', 'hello-world', 'one', 'two'].map((name) => `local-Api-${name}`));
});

test('whatever ends the reading of one file is that file’s reason, in words a terminal only shows', () => {
  const { outcomes, apiStacks, said } = publish({
    'deep.yaml': '['.repeat(50_000),
    'japanese.yaml':
      'openapi: 3.0.3\ninfo: { title: 患者, version: 1.0.0 }\npaths: { /a: { get: { responses: {} } } }\n',
    'latin-1.json': Buffer.from(api('/latin').replace('A thing', 'Ein Stück'), 'latin1'),
    'large.json': api('/large').replace('"responses"', `"description":"${'x'.repeat(10_000_001)}","responses"`),
    'terminal.json': api('/terminal').replace('"/thing"', '"/\\u001b]0;owned\\u0007"'),
    'good.json': api('/good'),
  });
  expect(apiStacks).toContain('local-Api-good');
  const refused = outcomes.filter(({ status }) => status === 'refused').map(({ file }) => file);
  expect(refused).toEqual(['deep.yaml', 'japanese.yaml', 'large.json', 'latin-1.json', 'terminal.json']);
  for (const { file, reason } of outcomes.filter(({ status }) => status === 'refused')) expect(reason).toContain(file);
  expect(said.join('').replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});

test('a link in the folder leads to nothing outside of it', () => {
  const { outcomes } = publish({ 'good.json': api('/good') }, { 'environ.yaml': '/proc/self/environ' });
  expect(outcomes).toMatchObject([
    { file: 'environ.yaml', status: 'refused', reason: expect.stringContaining('link out of the folder') },
    { file: 'good.json', status: 'published' },
  ]);
});

test('a folder in the folder is passed over, and is said to be', () => {
  const { outcomes, said, apiStacks } = publish({ 'good.json': api('/good'), 'more/other.json': api('/other') });
  expect(outcomes).toMatchObject([
    { file: 'good.json', status: 'published' },
    { file: 'more/', status: 'passed over', reason: expect.stringContaining('move the file beside it') },
  ]);
  expect(said).toEqual([expect.stringMatching(/^more\/ is not published: /)]);
  expect(apiStacks).not.toContain('local-Api-other');
});

test('a file that would answer what another declares, or the platform’s own, is refused by name', () => {
  const { outcomes } = publish({
    'a.json': api('/records'),
    'b.json': api('/records/thing'),
    'c.json': api('/hello-world/hello'),
    'd.json': api('/records/elsewhere'),
  });
  expect(outcomes).toMatchObject([
    { status: 'published' },
    { status: 'refused', reason: expect.stringContaining('/records/thing of "records" lies below the base path') },
    { status: 'refused', reason: expect.stringContaining('of "hello-world" lies below the base path') },
    { status: 'published' },
  ]);
});

test('a file on the base path of one of the platform’s own APIs stands in for it, and is said to', () => {
  const { outcomes, said, apiStacks } = publish({ 'mine.json': api('/hello-world') });
  expect(outcomes).toMatchObject([{ file: 'mine.json', status: 'published', replaces: 'hello-world' }]);
  expect(said.join()).toMatch(/mine\.json stands in for the platform's own hello-world/);
  expect(apiStacks).toHaveLength(2);
});

test('of two files on one base path the second is refused', () => {
  const { outcomes, apiStacks } = publish({ 'a.json': api('/same'), 'b.json': api('/same') });
  expect(outcomes.map(({ status }) => status)).toEqual(['published', 'refused']);
  expect(outcomes[1]?.reason).toMatch(/\/same is already taken by a\.json/);
  expect(apiStacks).toHaveLength(3);
});

test.each([
  ['not YAML', '{"openapi": "3.0.3", '],
  ['not OpenAPI', '{"title": "a list of birds"}'],
  ['without paths', JSON.stringify({ ...JSON.parse(api('/none')), paths: {} })],
])('a file %s is named with its reason, and the others go on', (_why, text) => {
  const { outcomes, said, apiStacks } = publish({ 'bad.json': text, 'good.json': api('/good') });
  expect(outcomes.map(({ file, status }) => [file, status])).toEqual([
    ['bad.json', 'refused'],
    ['good.json', 'published'],
  ]);
  expect(said.join()).toMatch(/bad\.json is not published: .+/);
  expect(apiStacks).toHaveLength(3);
});

test('an API of more operations than API Gateway has resources is published like any other', () => {
  const { outcomes, apiStacks } = publish({
    'large.json': JSON.stringify(aLargeApi({ operations: 1000 })),
    'good.json': api('/good'),
  });
  expect(outcomes).toMatchObject([{ status: 'published' }, { status: 'published', api: 'large' }]);
  expect(outcomes[1]?.warnings.join()).toContain('they are told apart behind one route');
  expect(apiStacks).toHaveLength(4);
});

const specifications = join(__dirname, '../../../../shared/specs');
const present = existsSync(specifications);
if (!present) console.warn('skipped: the folder of real specifications is not beside this repository');

(present ? test : test.skip)(
  'all real specifications are published, and no rule is broken',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dip-real-'));
    cpSync(specifications, folder, { recursive: true });
    const { findings, stacks } = await synthesised({ environment: 'local', variables: { DIP_SPECS: folder } });
    expect(findings).toEqual([]);
    const files = readdirSync(folder).filter((file) => /\.(ya?ml|json)$/.test(file));
    const apiStacks = stacks.filter((stack) => stack.startsWith('local-Api-'));
    expect(apiStacks.length).toBeGreaterThanOrEqual(files.length);
  },
  300_000,
);
