import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { growthCharts } from '../../../apis/growth-charts/api';
import { helloWorld } from '../../../apis/hello-world/api';
import { lint } from '../../../cli/lint';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { anOpenApiFile, anOperation, errorsOf } from './an-openapi-file';

const folder = mkdtempSync(join(tmpdir(), 'dip-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

function linted(document: unknown, json = false) {
  const file = join(folder, 'api.json');
  writeFileSync(file, JSON.stringify(document, undefined, 2));
  const lines: string[] = [];
  const exitCode = lint({ file, json, print: (line) => lines.push(line) });
  return { file, exitCode, text: lines.join('\n') };
}

test('a good file is shown with each operation, its access and its route', () => {
  const { exitCode, text } = linted(
    anOpenApiFile({ paths: { '/a': { get: anOperation({ security: [] }) }, '/$op': { post: anOperation() } } }),
  );
  expect(exitCode).toBe(0);
  expect(text).toMatch(/GET +\/a +open$/m);
  expect(text).toMatch(/POST +\/\$op +app-level3 +routed as \/\{operation\}$/m);
  expect(text).toMatch(/^warning .*no usable security for POST \/\$op/m);
  expect(text).toMatch(/2 operations, 1 warnings, 0 errors$/);
});

test('a file that cannot be published ends with 1 and says why', () => {
  const { file, exitCode, text } = linted({ swagger: '2.0' });
  expect(exitCode).toBe(1);
  expect(text).toContain(`error   ${file}:2: this is Swagger 2.0`);
});

test('a path that API Gateway keeps is told, and a file of nothing else is refused', () => {
  const kept = { '/ping': { get: anOperation() } };
  expect(linted(anOpenApiFile({ paths: kept }))).toMatchObject({
    exitCode: 1,
    text: expect.stringContaining('no paths with an operation beside those that API Gateway and the platform keep'),
  });
  const { exitCode, text } = linted(anOpenApiFile({ paths: { ...kept, '/hello': { get: anOperation() } } }));
  expect(exitCode).toBe(0);
  expect(text).toContain('API Gateway keeps /ping to itself');
});

test('an API behind one route says so, and so does its sandbox', () => {
  const wide = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, number) => [`/r${number}`, { post: anOperation() }]));
  expect(linted(anOpenApiFile({ paths: wide(133) })).text).toContain('  every operation behind one route, /{proxy+}');
  const sandbox = '  every operation of its sandbox behind one route, /{proxy+}';
  expect(linted(anOpenApiFile({ paths: wide(66) })).text).toContain(sandbox);
  expect(linted(anOpenApiFile({ paths: wide(65) })).text).not.toContain('one route');
});

describe('an operation that asks for less beside one that asks for more', () => {
  const weak = anOperation({ security: [] });
  const strong = anOperation({ security: [{ 'nhs-cis2-aal3': [] }] });
  const named = (paths: Record<string, unknown>) => linted(anOpenApiFile({ paths })).text;

  test.each([
    ['/records/{id}', '/records/admin'],
    ['/{operation}', '/$match'],
    ['/{tenant}/users/{id}', '/root/users/{id}'],
    ['/users/{id}', '/users/{id}:audit'],
    ['/records/{id}/notes', '/records/admin'],
  ])('%s beside %s is named with the lines of both', (open, restricted) => {
    const text = named({ [open]: { get: weak }, [restricted]: { get: strong } });
    expect(text).toMatch(/^warning .*api\.json:\d+: GET .* \(open\) stands beside GET .* at .*api\.json:\d+: /m);
    expect(text).toContain(`GET ${restricted} (nhs-cis2-aal3)`);
  });

  test.each<[string, Record<string, unknown>]>([
    ['asks for more', { '/records/{id}': { get: strong }, '/records/public': { get: weak } }],
    ['is of another method', { '/records/{id}': { get: weak }, '/records/admin': { post: strong } }],
    ['stands elsewhere', { '/records/{id}': { get: weak }, '/wards/admin': { get: strong } }],
    [
      'is meant',
      { '/records/{id}': { get: { ...weak, 'x-dip-exact-path': true } }, '/records/admin': { get: strong } },
    ],
  ])('is not named where it %s', (_why, paths) => {
    expect(named(paths)).not.toContain('stands beside');
  });

  test('a word on exact paths that is not true or false is an error', () => {
    const text = named({ '/a': { get: { ...weak, 'x-dip-exact-path': 'yes' } } });
    expect(text).toMatch(/^error .*x-dip-exact-path is neither true nor false/m);
  });
});

test('the same as JSON', () => {
  const { text } = linted(anOpenApiFile(), true);
  expect(JSON.parse(text)).toMatchObject({
    api: { name: 'hello', basePath: '/hello' },
    operations: [{ method: 'GET', path: '/hello', access: ['app-level3'], route: '/hello' }],
    errors: [],
  });
});

test.each([helloWorld, growthCharts])("the platform's own API in $file is published without a warning", ({ file }) => {
  const { definition, warnings } = readApiDefinition({ file });
  expect(warnings).toEqual([]);
  const media = definition.operations.flatMap(({ responses }) => responses.flatMap(({ content }) => content));
  expect(media.every(({ examples }) => examples.length > 0)).toBe(true);
});

test('hello-world has one open, one application-restricted and one user-restricted operation', () => {
  const { operations } = readApiDefinition({ file: helloWorld.file }).definition;
  expect(operations.map(({ access }) => access)).toEqual([
    [],
    ['app-level0', 'app-level3'],
    ['nhs-cis2-aal3', 'nhs-login-p9'],
  ]);
});

test('growth-charts says that it is anonymous and logs for 72 hours', () => {
  expect(growthCharts).toMatchObject({ anonymous: true, logRetentionHours: 72 });
});

test.each([
  [
    { servers: [{ url: 'https://api.example.nhs.uk/oauth2' }] },
    /^api\.yaml:\d+: base path "\/oauth2" is reserved for the platform; choose one/,
  ],
  [{ servers: [{ url: 'https://api.example/.well-known/x' }] }, /"\/\.well-known\/x" is reserved/],
  [{ servers: [{ url: '/records/../oauth2' }] }, /base path "\/records\/\.\.\/oauth2" cannot be served; use/],
  [{ servers: [{ url: '/.' }] }, /base path "\/\." cannot be served/],
  [{ servers: [{ url: `/${'a'.repeat(101)}` }] }, /cannot be served; use up to 100 characters/],
  [{ paths: { '/Patient/%24match': { get: anOperation() } } }, /holds %24, .* write the character itself/],
  [{ servers: [{ url: '/ping/mine' }] }, /"\/ping\/mine" is reserved/],
  [{ servers: [], info: { title: 'Ping', version: '1' } }, /"\/ping" is reserved/],
])('a base path that the platform keeps is refused before anything is deployed: %j', (parts, message) => {
  expect(errorsOf(JSON.stringify(anOpenApiFile(parts), undefined, 2))).toEqual([expect.stringMatching(message)]);
});
