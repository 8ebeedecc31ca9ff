import fc from 'fast-check';
import { matchOperation } from '../../../domain/api-definition/match-operation';
import { operationPattern } from '../../../domain/api-definition/operation-pattern';
import { faultOf, rankOf, segmentsOf, shapeOf } from '../../../domain/api-definition/path-template';

const get = (path: string) => ({ method: 'GET' as const, path });
const patient = [
  get('/Patient'),
  get('/Patient/{id}'),
  get('/Patient/$match'),
  get('/Patient/{id}/RelatedPerson'),
  get('/Patient/{id}:validate'),
  get('/Patient/a/{other}'),
];
const matched = (path: string, method = 'GET') => {
  const match = matchOperation(patient, method, path);
  return match && [match.operation.path, match.parameters];
};

test.each([
  ['/Patient', '/Patient', {}],
  ['/Patient/9000000009', '/Patient/{id}', { id: '9000000009' }],
  ['/Patient/$match', '/Patient/$match', {}],
  ['/Patient/%24match', '/Patient/$match', {}],
  ['/Patient/a%2Fb', '/Patient/{id}', { id: 'a/b' }],
  ['/Patient/a%20b', '/Patient/{id}', { id: 'a b' }],
  ['/Patient/1:validate', '/Patient/{id}:validate', { id: '1' }],
  ['/Patient/1:other', '/Patient/{id}', { id: '1:other' }],
  ['/Patient/b/RelatedPerson', '/Patient/{id}/RelatedPerson', { id: 'b' }],
  ['/Patient/a/RelatedPerson', '/Patient/a/{other}', { other: 'RelatedPerson' }],
])('%s is %s', (path, template, parameters) => {
  expect(matched(path)).toEqual([template, parameters]);
});

test.each([
  '',
  'Patient',
  '/',
  '/patient',
  '/Patient/',
  '/Patient//',
  '//Patient',
  '/Patient/1/',
  '/Patient/1/Other',
  '/Patient/.',
  '/Patient/..',
  '/Patient/%2e%2e',
  '/Patient/.%2E/RelatedPerson',
  '/Patient/%',
  '/Patient/%zz',
  '/Patient/%C3',
  '/x/Patient/1',
])('%j is no operation', (path) => {
  expect(matched(path)).toBeUndefined();
});

test('a method that is not declared is no operation, HEAD included', () => {
  expect(matched('/Patient', 'HEAD')).toBeUndefined();
  expect(matched('/Patient', 'get')).toBeUndefined();
});

test('a trailing slash counts where it is declared', () => {
  expect(matchOperation([get('/a/')], 'GET', '/a/')).toBeDefined();
  expect(matchOperation([get('/a/')], 'GET', '/a')).toBeUndefined();
  expect(matchOperation([get('/')], 'GET', '/')).toBeDefined();
});

test('a parameter between literals ends at the first that lets the rest match', () => {
  const match = matchOperation([get('/{a}-{b}.x')], 'GET', '/1-2-3.x');
  expect(match?.parameters).toEqual({ a: '1', b: '2-3' });
});

test('a long segment of separators is decided without delay', () => {
  const template = `/${['a', 'b', 'c', 'd', 'e'].map((name) => `{${name}}`).join('-')}.`;
  expect(matchOperation([get(template)], 'GET', `/${'-'.repeat(100_000)}`)).toBeUndefined();
});

const literal = fc.constantFrom('Patient', '$match', 'a', 'b', '_history', 'x.y', '1');
const segment = fc.oneof(
  { weight: 3, arbitrary: literal },
  { weight: 2, arbitrary: fc.constant('{}') },
  { weight: 1, arbitrary: literal.map((text) => `{}:${text}`) },
);
const template = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((segments) => `/${segments.map((each, index) => each.replace('{}', `{p${index}}`)).join('/')}`);
const templates = fc.uniqueArray(template, { minLength: 1, maxLength: 8, selector: shapeOf });
const value = fc
  .oneof(literal, fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }))
  .filter((text) => !/^\.{1,2}$/.test(text));

test('whatever a template generates matches its operation or one at least as literal', () => {
  fc.assert(
    fc.property(templates, fc.nat(), fc.array(value, { minLength: 4, maxLength: 4 }), (paths, pick, values) => {
      const path = paths[pick % paths.length] ?? '';
      const request = path.replaceAll(/\{p(\d)\}/g, (_, index) => encodeURIComponent(values[Number(index)] ?? 'x'));
      const match = matchOperation(paths.map(get), 'GET', request);
      const ranks = (of: string) => segmentsOf(of).map(rankOf).join('');
      expect(match).toBeDefined();
      expect(ranks(match?.operation.path ?? '9') <= ranks(path)).toBe(true);
    }),
  );
});

test('no text makes it throw, and what it finds fits', () => {
  fc.assert(
    fc.property(templates, fc.oneof(fc.string({ unit: 'binary' }), fc.webPath()), (paths, text) => {
      const match = matchOperation(paths.map(get), 'GET', text);
      expect(match === undefined || segmentsOf(match.operation.path).length === segmentsOf(text).length).toBe(true);
    }),
  );
});

test('no path template makes the check of templates throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void faultOf(text)));
});

test('an IAM pattern covers parameters and what API Gateway cannot hold', () => {
  expect(operationPattern('/FHIR/R4/Patient/{id}')).toBe('/FHIR/R4/Patient/*');
  expect(operationPattern('/FHIR/R4/$process-message')).toBe('/FHIR/R4/*');
  expect(operationPattern('/{id}:validate/x.y')).toBe('/*/x.y');
  expect(operationPattern('/')).toBe('/');
});
