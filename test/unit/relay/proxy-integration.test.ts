import { type ProxyCall, proxyIntegration } from '../../../adapters/http/proxy-integration';
import type { HttpResponse } from '../../../domain/http/http-message';

const basePath = '/personal-demographics/FHIR/R4';

const anEvent = (overrides: Record<string, unknown> = {}, context: Record<string, unknown> = {}) => ({
  resource: '/Patient/{id}',
  path: `${basePath}/Patient/9000000009`,
  httpMethod: 'GET',
  headers: { Accept: 'b' },
  multiValueHeaders: { Accept: ['a', 'b'] },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: { id: '9000000009' },
  stageVariables: { api: 'pds' },
  body: null,
  isBase64Encoded: false,
  requestContext: {
    requestId: 'gateway-1',
    stage: 'live',
    path: `${basePath}/Patient/9000000009`,
    resourcePath: '/Patient/{id}',
    authorizer: { applicationId: 'app-1', mode: 'app-level3', principalId: 'app-1', integrationLatency: 3 },
    ...context,
  },
  ...overrides,
});

async function received(event: unknown, response: HttpResponse = { status: 200, headers: [] }) {
  const calls: ProxyCall[] = [];
  const handler = proxyIntegration(async (call) => {
    calls.push(call);
    return response;
  }, basePath);
  const result = await handler(event);
  const [call] = calls;
  if (call === undefined) throw new Error('the app was not called');
  return { call, result };
}

test.each([
  ['a custom domain with its base path', `${basePath}/Patient/1`, `${basePath}/Patient/1`, '/Patient/1'],
  ["the API's own address", '/Patient/1', '/live/Patient/1', '/Patient/1'],
  ['a path that repeats the base path', `${basePath}${basePath}/x`, `${basePath}${basePath}/x`, `${basePath}/x`],
  ['such a path on its own address', `${basePath}/x`, `/live${basePath}/x`, `${basePath}/x`],
  ['the base path alone', basePath, basePath, '/'],
  ['the base path and a slash', `${basePath}/`, `${basePath}/`, '/'],
  ['a path that only begins like it', `${basePath}4/x`, `${basePath}4/x`, `${basePath}4/x`],
  ['an encoded path', `${basePath}/a%2Fb/%24x`, `${basePath}/a%2Fb/%24x`, '/a%2Fb/%24x'],
])('through %s, the operation is what is below the base path', async (_, path, whole, below) => {
  const { call } = await received(anEvent({ path }, { path: whole }));
  expect(call.request.path).toBe(below);
});

test('repeated headers and query parameters are all there, in order', async () => {
  const { call } = await received(anEvent({ multiValueQueryStringParameters: { d: ['ge1', 'le2'], a: ['x y'] } }));
  expect(call.request.headers).toEqual([
    ['Accept', 'a'],
    ['Accept', 'b'],
  ]);
  expect(call.request.query).toEqual([
    ['d', 'ge1'],
    ['d', 'le2'],
    ['a', 'x y'],
  ]);
});

test('bodies are bytes, whichever way they came', async () => {
  const text = await received(anEvent({ body: 'é' }));
  const binary = await received(anEvent({ body: Buffer.from([0, 255]).toString('base64'), isBase64Encoded: true }));
  expect(text.call.request.body).toEqual(Buffer.from('é'));
  expect(binary.call.request.body).toEqual(Buffer.from([0, 255]));
});

test.each([
  [undefined],
  [null],
  [{}],
  [{ applicationId: 'app-1' }],
  [{ applicationId: 'app-1', mode: 'root' }],
  [{ applicationId: 7, mode: 'app-level3' }],
  ['app-level3'],
])('a context that the authoriser does not write (%j) names no caller', async (authorizer) => {
  const { call } = await received(anEvent({}, { authorizer }));
  expect(call.caller).toBeUndefined();
});

test('the caller is whom the authoriser named', async () => {
  expect((await received(anEvent())).call.caller).toEqual({ applicationId: 'app-1', mode: 'app-level3' });
});

test('a response keeps repeated headers, and bytes that are no text', async () => {
  const headers = [
    ['Link', 'a'],
    ['Link', 'b'],
    ['ETag', '1'],
  ] as const;
  const { result } = await received(anEvent(), { status: 206, headers, body: Uint8Array.of(255) });
  expect(result).toEqual({
    statusCode: 206,
    multiValueHeaders: { Link: ['a', 'b'], ETag: ['1'] },
    body: '/w==',
    isBase64Encoded: true,
  });
});
