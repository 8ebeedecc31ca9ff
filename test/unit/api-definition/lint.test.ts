import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { growthCharts } from '../../../apis/growth-charts/api';
import { helloWorld } from '../../../apis/hello-world/api';
import { lint } from '../../../cli/lint';
import { readApiDefinition } from '../../../domain/api-definition/read-api-definition';
import { anOpenApiFile, anOperation } from './an-openapi-file';

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

test('routes that API Gateway refuses are errors too', () => {
  const { exitCode, text } = linted(anOpenApiFile({ paths: { '/ping': { get: anOperation() } } }));
  expect(exitCode).toBe(1);
  expect(text).toContain('API Gateway keeps /ping to itself');
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
