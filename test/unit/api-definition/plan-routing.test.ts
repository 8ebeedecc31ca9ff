import type { Operation } from '../../../domain/api-definition/api-definition';
import { planRouting } from '../../../domain/api-definition/plan-routing';
import { aLargeApi } from '../../a-large-api';
import { anOpenApiFile, anOperation, read } from './an-openapi-file';

const reading = (paths: Record<string, Record<string, unknown>>) => read(anOpenApiFile({ paths }));
const anApi = (paths: Record<string, Record<string, unknown>>) => reading(paths).definition;
/** As many resources below the root; each has a POST and the OPTIONS that it implies. */
const wide = (count: number) =>
  anApi(Object.fromEntries(Array.from({ length: count }, (_, number) => [`/r${number}`, { post: anOperation() }])));

test('a method for each operation, as long as a stack has room for those of the API and its sandbox', () => {
  // Root, catch-all, /_ping, /_status and each path; two methods a path.
  expect(planRouting(wide(65))).toMatchObject({ api: 'explicit', sandbox: 'explicit' });
  expect(planRouting(wide(66))).toMatchObject({ api: 'explicit', sandbox: 'greedy' });
  expect(planRouting(wide(132))).toMatchObject({ api: 'explicit', sandbox: 'greedy' });
  expect(planRouting(wide(133))).toMatchObject({ api: 'greedy', sandbox: 'greedy' });
});

test('one route where API Gateway has no more resources', () => {
  const path = Array.from({ length: 297 }, (_, depth) => `/${depth}`).join('');
  const { api, because } = planRouting({ operations: [{ ...operation, path }] });
  expect({ api, because }).toEqual({
    api: 'greedy',
    because: 'its paths need 301 API Gateway resources, and a REST API may have 300',
  });
  expect(planRouting({ operations: [{ ...operation, path: path.replace(/\/\d+$/, '') }] }).api).toBe('explicit');
});

const operation: Operation = { id: 'one', method: 'POST', path: '/', access: [], parameters: [], responses: [] };

test('one route where an open and a restricted operation would be one method', () => {
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
  const { definition, warnings } = reading({
    '/X/{id}': { get: anOperation({ parameters, security: [], 'x-dip-exact-path': true }) },
    '/X/$op': { get: anOperation({ security: [{ 'app-level3': [] }] }) },
  });
  expect(planRouting(definition)).toMatchObject({ api: 'greedy', sandbox: 'greedy' });
  expect(warnings).toEqual([
    expect.stringMatching(
      /^api\.json:\d+: GET \/X\/\{id\} is open and GET \/X\/\$op is not, and API Gateway routes them as one: they are told apart/,
    ),
  ]);
});

test('whoever reads the file hears of it, with the counts and the fix', () => {
  const { warnings } = read(aLargeApi({ operations: 200 }));
  expect(warnings.filter((warning) => warning.includes('API Gateway'))).toEqual([
    'api.json:13: its operations need 504 resources and methods of API Gateway, and a stack has room for 400: they are told apart behind one route, and the authoriser is asked at every call; split the file into several APIs to have its decisions kept',
  ]);
});

test('a path that API Gateway keeps to itself is left out, and the others are published', () => {
  const { definition, warnings } = reading({
    '/ping': { get: anOperation() },
    '/sping/x': { get: anOperation() },
    '/pinging': { get: anOperation({ security: [] }) },
  });
  expect(definition.operations.map(({ path }) => path)).toEqual(['/pinging']);
  expect(warnings).toEqual([
    expect.stringMatching(/API Gateway keeps \/ping to itself, so it is not published; rename the path$/),
    expect.stringMatching(/API Gateway keeps \/sping\/x to itself, so it is not published; rename the path$/),
  ]);
});
