import fc from 'fast-check';
import { apiDefinition, type Operation } from '../../../domain/api-definition/api-definition';
import { matchOperation } from '../../../domain/api-definition/match-operation';
import { isGatewayLiteral } from '../../../domain/api-definition/operation-pattern';
import { shapeOf } from '../../../domain/api-definition/path-template';
import { catchAllPaths, planRoutes } from '../../../domain/api-definition/plan-routes';
import { anOpenApiFile, anOperation, read } from './an-openapi-file';

const anApi = (paths: Record<string, Record<string, unknown>>) => read(anOpenApiFile({ paths })).definition;
const apiOf = (...paths: string[]) => anApi(Object.fromEntries(paths.map((path) => [path, { get: anOperation() }])));
const routesOf = (...paths: string[]) => planRoutes(apiOf(...paths)).map(({ path }) => path);

test('a path that API Gateway accepts stays as it is', () => {
  expect(routesOf('/', '/Patient', '/Patient/{id}/_history/{version}', '/a-b/c:d.e')).toEqual([
    '/',
    '/Patient',
    '/Patient/{id}/_history/{version}',
    '/a-b/c:d.e',
  ]);
});

test('a segment that API Gateway does not accept becomes a parameter', () => {
  expect(routesOf('/R4/$process-message', '/x/{id}:validate', '/y/{a}-{b}')).toEqual([
    '/R4/{operation}',
    '/x/{operation}',
    '/y/{operation}',
  ]);
});

test('siblings share one parameter, named as a real one wherever it stands in the file', () => {
  expect(routesOf('/X/$op', '/X/{ubrn}/Y', '/X/{id}/Z')).toEqual(['/X/{ubrn}', '/X/{ubrn}/Y', '/X/{ubrn}/Z']);
});

test('a parameter never repeats the name of one above it', () => {
  expect(routesOf('/$a/$b', '/x/{id}/{id2}')[0]).toBe('/{operation}/{operation-below}');
});

test('operations of one method that arrive together share a route and its access', () => {
  const [route, ...others] = planRoutes(
    anApi({
      '/X/{id}': { get: anOperation({ security: [{ 'app-level0': [] }] }) },
      '/X/$op': { get: anOperation({ security: [{ 'app-level3': [] }, { 'app-level0': [] }] }) },
    }),
  );
  expect(others).toEqual([]);
  expect(route).toMatchObject({ path: '/X/{id}', method: 'GET', access: ['app-level0', 'app-level3'] });
  expect(route?.operations.map(({ path }) => path)).toEqual(['/X/{id}', '/X/$op']);
});

test('the catch-all stands at the root, or below a parameter at the root', () => {
  const catchAllOf = (...paths: string[]) => catchAllPaths(planRoutes(apiOf(...paths)));
  expect(catchAllOf('/a', '/a/{id}')).toEqual(['/', '/{proxy+}']);
  expect(catchAllOf('/$process-message', '/a')).toEqual(['/', '/{operation}', '/{operation}/{proxy+}']);
  expect(catchAllOf('/{a}/{b}/c')).toEqual(['/', '/{a}', '/{a}/{b}', '/{a}/{b}/{proxy+}']);
});

const plain = fc.constantFrom('a', 'b', '{id}', '{other}', 'v1.0');
const last = fc.constantFrom('a', '{id}', '{other}', '$op', '$validate', '{last}:x', '{from}-{to}');
const path = fc
  .tuple(fc.uniqueArray(plain, { maxLength: 3 }), last)
  .filter(([segments, end]) => !segments.some((each) => each === end))
  .map(([segments, end]) => `/${[...segments, end].join('/')}`);
const paths = fc.uniqueArray(path, { minLength: 1, maxLength: 10, selector: shapeOf });
const anyApi = apiOf('/a');
const operationAt = (at: string): Operation => ({
  id: at,
  method: 'GET',
  path: at,
  access: ['app-level3'],
  parameters: [],
  responses: [],
});
const routesFor = (all: readonly string[]) =>
  planRoutes(apiDefinition.parse({ ...anyApi, operations: all.map(operationAt) }));

test('every route is one that API Gateway accepts, and siblings share one parameter', () => {
  fc.assert(
    fc.property(paths, (all) => {
      const variables = new Map<string, string>();
      for (const { path: routed } of routesFor(all)) {
        for (const [index, each] of routed.slice(1).split('/').entries()) {
          expect(each).toMatch(/^([A-Za-z0-9._\-:,]+|\{[A-Za-z0-9._-]+\})$/);
          const parent = routed
            .split('/')
            .slice(0, index + 1)
            .join('/');
          if (each.startsWith('{')) expect(variables.get(parent) ?? each).toBe(each);
          if (each.startsWith('{')) variables.set(parent, each);
        }
      }
    }),
  );
});

/** A segment that becomes a parameter although the file does not mean a whole one: `$op`, `{last}:x`. */
const isBlindTo = (segment: string) => segment !== '' && !isGatewayLiteral(segment) && !/^\{[^{}]*\}$/.test(segment);

test('the route that API Gateway takes for a request holds the operation that the request is for', () => {
  fc.assert(
    fc.property(paths, fc.nat(), fc.constantFrom('z', 'a', 'b', '1-2', '1:x', '$op'), (all, pick, value) => {
      const routes = routesFor(all);
      expect(routes.flatMap(({ operations }) => operations)).toHaveLength(all.length);
      const request = (all[pick % all.length] ?? '').replaceAll(/\{[^}]*\}/g, value);
      const wanted = matchOperation(
        routes.flatMap(({ operations }) => operations),
        'GET',
        request,
      );
      const route = matchOperation(routes, 'GET', request);
      expect(wanted).toBeDefined();
      // Of `/b/$op` and `/{id}/a`, the gateway routes `/b/a` to the first, for it cannot see the `$`. The relay, which can,
      // decides by the second's access.
      const isBlind = route?.operation.operations.some(({ path }) => path.split('/').some(isBlindTo));
      if (!isBlind) expect(route?.operation.operations).toContain(wanted?.operation);
    }),
  );
});
