import fc from 'fast-check';
import { answerFromExamples } from '../../../domain/sandbox/answer-from-examples';
import { preferences } from '../../../domain/sandbox/preferences';
import { aDefinition } from '../../builders';
import { anOperation, aSandbox } from './an-operation';

const fhir = 'application/fhir+json; version=1';
const responses = [
  {
    status: '404',
    headers: {},
    content: [{ contentType: fhir, examples: [{ name: 'notFound', value: { id: '404' } }] }],
  },
  {
    status: '200',
    headers: {
      ETag: { value: 'W/"2"' },
      'X-Request-ID': { value: 'from the file' },
      'Content-Length': { value: '7' },
      'X-Limit': { value: '5' },
      'X-Unknown': {},
    },
    content: [
      {
        contentType: fhir,
        examples: [
          { name: 'unresolvable', value: undefined },
          { name: 'first', value: { id: 'first' } },
          { name: 'se,co"nd', value: { id: 'second' } },
          { name: 'text', value: '{"id":"text"}' },
        ],
      },
      { contentType: 'text/csv', examples: [{ name: 'first', value: 'a,b' }] },
    ],
  },
  { status: '4XX', headers: {}, content: [] },
];
const sandbox = aSandbox(anOperation({ responses }));
const prefer = (value: string) => sandbox({ headers: [['Prefer', value]] });

test("without a preference the first success's first usable example answers, with its headers", async () => {
  const response = await sandbox({});
  expect(response.status).toBe(200);
  expect(JSON.parse(response.text)).toEqual({ id: 'first' });
  expect(response.header('content-type')).toBe(fhir);
  expect(response.header('etag')).toBe('W/"2"');
  expect(response.header('x-limit')).toBe('5');
  expect(response.header('x-request-id')).toBe('gateway-1');
  expect(response.header('content-length')).toBeUndefined();
  expect(response.header('x-unknown')).toBeUndefined();
  expect(response.header('preference-applied')).toBeUndefined();
});

test.each([
  ['code=404', 404, '{"id":"404"}', 'code=404'],
  ['code=404, example=notFound', 404, '{"id":"404"}', 'code=404, example="notFound"'],
  ['CODE = "404"; example=notFound', 404, '{"id":"404"}', 'code=404, example="notFound"'],
  ['example="se,co\\"nd"', 200, '{"id":"second"}', 'example="se,co\\"nd"'],
  ['example=text', 200, '{"id":"text"}', 'example="text"'],
  ['code=418', 418, '', 'code=418'],
  ['code=500', 200, '{"id":"first"}', undefined],
  ['code=404, code=200', 404, '{"id":"404"}', 'code=404'],
  ['example=unresolvable', 200, '{"id":"first"}', undefined],
  ['code=99999', 200, '{"id":"first"}', undefined],
  ['respond-async, wait=5', 200, '{"id":"first"}', undefined],
])('Prefer: %s answers %d', async (value, status, text, applied) => {
  const response = await prefer(value);
  expect([response.status, response.text, response.header('preference-applied')]).toEqual([status, text, applied]);
});

test('any Prefer header is read without harm', () => {
  fc.assert(fc.property(fc.string(), (value) => expect(preferences([['Prefer', value]])).toBeInstanceOf(Object)));
  const long = `code=${'"\\'.repeat(50_000)}`;
  expect(preferences([['Prefer', long]])).toBeInstanceOf(Object);
});

test.each([
  ['*/*', fhir],
  ['application/fhir+json', fhir],
  ['application/json', fhir],
  ['text/*', 'text/csv'],
  ['text/csv, application/*;q=0.5', 'text/csv'],
  ['application/fhir+json;q=0, */*', 'text/csv'],
])('Accept: %s chooses %s', async (accept, contentType) => {
  expect((await sandbox({ headers: [['Accept', accept]] })).header('content-type')).toBe(contentType);
});

test('where no media type is acceptable the answer is 406 and names those there are', async () => {
  const response = await sandbox({ headers: [['Accept', 'image/png']] });
  expect(response.status).toBe(406);
  expect(response.text).toContain('text/csv');
});

test('an operation whose file says nothing of responses still answers', async () => {
  expect((await aSandbox(anOperation())({})).status).toBe(200);
  const lone = { status: 'default', headers: {}, content: [{ contentType: 'application/json', examples: [] }] };
  expect(await aSandbox(anOperation({ responses: [lone] }))({})).toMatchObject({ status: 200, text: '' });
});

test('_ping answers, what is not declared is 404 in the format of the API, and HEAD has no body', async () => {
  expect(JSON.parse((await sandbox({ path: '/_ping' })).text)).toMatchObject({ version: '1.2.3' });
  const unknown = await sandbox({ path: '/nothing' });
  expect(unknown.status).toBe(404);
  expect(JSON.parse(unknown.text).resourceType).toBe('OperationOutcome');
  expect((await sandbox({ method: 'HEAD', path: '/_ping' })).body).toBeUndefined();
});

test('the example backend answers from the same examples and checks nothing', () => {
  const required = { name: 'X-Needed', in: 'header', required: true, style: 'simple', explode: false } as const;
  const definition = aDefinition({ operations: [anOperation({ responses, parameters: [required] })] });
  const request = { method: 'GET', path: '/Patient/9000000009', headers: [] };
  expect(answerFromExamples(definition, request).status).toBe(200);
  expect(answerFromExamples(definition, { ...request, path: '/nothing' }).status).toBe(404);
});

test('an example header that speaks for the host, or is the platform’s own, is not sent', async () => {
  const stated = (value: string) => ({ value });
  const headers = {
    ETag: stated('"1"'),
    'Service-Worker-Allowed': stated('/'),
    'Clear-Site-Data': stated('"*"'),
    Refresh: stated('0; url=/'),
    'Set-Cookie': stated('a=1'),
    'Content-Security-Policy': stated("script-src 'unsafe-inline'"),
    'bad name': stated('1'),
  };
  const content = [{ contentType: 'text/html', examples: [{ name: 'default', value: '<script>1</script>' }] }];
  const response = await aSandbox(anOperation({ responses: [{ status: '200', headers, content }] }))({});
  expect(response.headers.map(([name]) => name).sort()).toEqual([
    'Content-Security-Policy',
    'Content-Type',
    'ETag',
    'X-Content-Type-Options',
    'X-Request-ID',
    'X-Sandbox',
  ]);
  expect(response.header('content-security-policy')).toMatch(/^sandbox;/);
});

test.each([
  ['application/json; x=\r\nSet-Cookie: a=b', 'application/json'],
  ['application/json; x="\u0000"', 'application/json'],
  ['application/json; x=\u2028', 'application/json'],
  ['application/json\r\nX: y', 'application/json'],
  [`${'x'.repeat(20_000)}/json`, 'text/plain'],
  ['é/é', 'text/plain'],
  ['application/fhir+json; fhirVersion=4.0', 'application/fhir+json; fhirVersion=4.0'],
])('an answer is called what a header can hold, though the file says %j', async (contentType, expected) => {
  const content = [{ contentType, examples: [{ name: 'default', value: 'a' }] }];
  const response = await aSandbox(anOperation({ responses: [{ status: '200', headers: {}, content }] }))({});
  expect(response.header('content-type')).toBe(expected);
});

test.each(['', '0', '-5', '7', '99', '600', '999', '2000', '9XX', '2e2', '0x1f4'])(
  'an answer has a status that a gateway sends, though the file says %j',
  async (status) => {
    expect((await aSandbox(anOperation({ responses: [{ status, headers: {}, content: [] }] }))({})).status).toBe(200);
  },
);

test('HEAD of an operation that the file declares with GET is its answer without a body, and OPTIONS its methods', async () => {
  const content = [{ contentType: 'application/json', examples: [{ name: 'default', value: {} }] }];
  const call = aSandbox(anOperation({ responses: [{ status: '200', headers: {}, content }] }));
  const head = await call({ method: 'HEAD' });
  expect([head.status, head.body, head.header('content-type')]).toEqual([200, undefined, 'application/json']);
  const options = await call({ method: 'OPTIONS' });
  expect([options.status, options.header('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  expect((await call({ method: 'OPTIONS', path: '/nothing' })).status).toBe(404);
});

test("a sandbox serves no service worker's script", async () => {
  expect((await aSandbox(anOperation())({ headers: [['Service-Worker', 'script']] })).status).toBe(403);
});
