import { decideAccess } from '../../../domain/access/decide-access';
import { allowedMethods, impliedRoutes, withHeads } from '../../../domain/api-definition/implied-operations';
import type { GatewayRoute } from '../../../domain/api-definition/plan-routes';
import { anApplication, aRegistryEntry } from '../../builders';

const operations = [
  { id: 'read', method: 'GET' as const, path: '/Patient/{id}' },
  { id: 'update', method: 'PUT' as const, path: '/Patient/{id}' },
  { id: 'search', method: 'GET' as const, path: '/Patient' },
  { id: 'count', method: 'HEAD' as const, path: '/Patient' },
  { id: 'preflight', method: 'OPTIONS' as const, path: '/cors' },
  { id: 'create', method: 'POST' as const, path: '/Patient/$match' },
];

test('HEAD is served wherever GET is, under the name of that operation, and where it is declared as declared', () => {
  const heads = withHeads(operations).filter(({ method }) => method === 'HEAD');
  expect(heads.map(({ id, path }) => `${id} ${path}`)).toEqual(['count /Patient', 'read /Patient/{id}']);
});

test.each([
  ['/Patient/1', 'GET, HEAD, PUT, OPTIONS'],
  ['/Patient', 'GET, HEAD, OPTIONS'],
  ['/Patient/$match', 'GET, HEAD, POST, PUT, OPTIONS'],
  ['/cors', undefined],
  ['/nothing', undefined],
  ['/Patient/1/', undefined],
])('OPTIONS of %s allows %s', (path, expected) => {
  expect(allowedMethods(withHeads(operations), path)).toBe(expected);
});

const route = (method: GatewayRoute['method'], path: string): GatewayRoute => ({
  path,
  method,
  operations: [],
  access: ['app-level3'],
});

test('the gateway routes HEAD with the access of GET, and OPTIONS openly', () => {
  const routes = [route('GET', '/a'), route('PUT', '/a'), route('POST', '/b'), route('OPTIONS', '/c')];
  expect(impliedRoutes(routes)).toEqual([
    { ...route('GET', '/a'), method: 'HEAD' },
    { ...route('OPTIONS', '/a'), access: [] },
    { ...route('OPTIONS', '/b'), access: [] },
  ]);
});

test('whoever may GET may HEAD, and nobody else', () => {
  const entry = aRegistryEntry({
    api: 'wards',
    operations: [
      { id: 'read', method: 'GET', path: '/read', access: ['app-level3'] },
      { id: 'see', method: 'GET', path: '/see', access: ['nhs-cis2-aal3'] },
    ],
  });
  const subscriptions = { wards: { status: 'approved' as const, since: '2026-01-01T00:00:00.000Z' } };
  const decision = decideAccess(entry, { application: anApplication({ subscriptions }), mode: 'app-level3' });
  const named = (all: readonly { method: string; path: string }[]) =>
    all.map(({ method, path }) => `${method} ${path}`);
  if (decision.outcome !== 'allowed') throw new Error(decision.outcome);
  expect(named(decision.operations.allowed)).toEqual(['GET /read', 'HEAD /read']);
  expect(named(decision.operations.refused)).toEqual(['GET /see', 'HEAD /see']);
});
