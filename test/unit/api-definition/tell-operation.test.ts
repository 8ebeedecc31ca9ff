import { tellOperation } from '../../../domain/api-definition/tell-operation';

const operations = [
  { method: 'GET', path: '/Patient/{id}', access: ['app-level3'] },
  { method: 'PUT', path: '/Patient/{id}', access: ['nhs-cis2-aal3'] },
  { method: 'GET', path: '/Patient/$count', access: [] },
  { method: 'GET', path: '/say/"hello"\\{name}', access: [] },
  { method: 'GET', path: '/', access: [] },
] as const;
const told = (method: string, path: string) => tellOperation(operations as never, method, path);

test.each([
  ['GET', '/Patient/9434765919', '/Patient/{id}', ['app-level3']],
  ['HEAD', '/Patient/1', '/Patient/{id}', ['app-level3']],
  ['PUT', '/Patient/1', '/Patient/{id}', ['nhs-cis2-aal3']],
  ['GET', '/Patient/$count', '/Patient/$count', []],
  ['GET', '/Patient/%24count', '/Patient/$count', []],
  ['OPTIONS', '/Patient/1', '/Patient/{id}', []],
  ['GET', '/', '/', []],
  ['GET', '/_ping', '/_ping', []],
  ['HEAD', '/_ping', '/_ping', []],
  ['GET', '/_status', '/_status', ['app-level0']],
])('%s %s is recorded as %s', (method, path, route, access) => {
  expect(told(method, path)).toEqual({ path: route, route, access });
});

test.each([
  ['DELETE', '/Patient/1', '/{proxy+}'],
  ['GET', '/Patient/1/', '/{proxy+}'],
  ['GET', '/Patient', '/{proxy+}'],
  ['GET', '/Patient/%2e%2e', '/{proxy+}'],
  ['GET', '/%zz', '/{proxy+}'],
  ['OPTIONS', '/nothing', '/{proxy+}'],
  ['POST', '/_ping', '/{proxy+}'],
  ['POST', '/', '/'],
])('%s %s is what nobody declares, and no part of its path is in the record', (method, path, route) => {
  expect(told(method, path)).toEqual({ path: route, route, access: [] });
});

test('what a line of JSON could not hold is encoded', () => {
  const { path, route } = told('GET', '/say/%22hello%22%5Cme');
  expect(path).toBe('/say/"hello"\\{name}');
  expect(route).toBe('/say/%22hello%22%5C{name}');
});
