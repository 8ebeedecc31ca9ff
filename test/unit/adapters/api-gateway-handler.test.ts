import type { APIGatewayProxyEvent } from 'aws-lambda';
import { apiGatewayHandler, type GatewayBindings } from '../../../adapters/http/api-gateway-handler';

/** Answers with what it was asked. */
const echo = {
  fetch: async (request: Request, bindings: GatewayBindings) => {
    const { pathname, search } = new URL(request.url);
    const headers = Object.fromEntries(request.headers);
    const body = await request.text();
    return Response.json({ method: request.method, pathname, search, headers, body, ...bindings }, { status: 201 });
  },
};

const event = (changes: Partial<APIGatewayProxyEvent> = {}) =>
  ({
    httpMethod: 'GET',
    path: '/oauth2/jwks',
    body: null,
    isBase64Encoded: false,
    multiValueHeaders: {},
    multiValueQueryStringParameters: null,
    requestContext: { requestId: 'gateway-request-1', identity: { sourceIp: '192.0.2.1' } },
    ...changes,
  }) as APIGatewayProxyEvent;

const asked = async (changes: Partial<APIGatewayProxyEvent>) => {
  const { body } = await apiGatewayHandler(echo, '/oauth2')(event(changes));
  return JSON.parse(body);
};

test.each([
  ['/oauth2/token', '/token'],
  ['/token', '/token'],
  ['/oauth2', '/'],
  ['/oauth2x/token', '/oauth2x/token'],
  ['//evil.example/token', '//evil.example/token'],
])('a call of %s is one of %s below the base path', async (path, pathname) => {
  expect((await asked({ path })).pathname).toBe(pathname);
});

test('a request arrives with method, query, headers and body as they were sent', async () => {
  const request = await asked({
    httpMethod: 'POST',
    multiValueQueryStringParameters: { a: ['1', '&2'] },
    multiValueHeaders: { 'X-Tag': ['one', 'two'] },
    body: Buffer.from('héllo').toString('base64'),
    isBase64Encoded: true,
  });
  expect(request).toMatchObject({
    method: 'POST',
    search: '?a=1&a=%262',
    body: 'héllo',
    gatewayRequestId: 'gateway-request-1',
    sourceIp: '192.0.2.1',
  });
  expect(request.headers).toMatchObject({ 'x-tag': 'one, two' });
});

test('an answer goes back with status, headers and text', async () => {
  const answer = await apiGatewayHandler(echo)(event());
  expect(answer).toMatchObject({ statusCode: 201, headers: { 'content-type': 'application/json' } });
});

test('what no HTTP request can be is answered 400', async () => {
  const answer = await apiGatewayHandler(echo)(event({ multiValueHeaders: { 'X-Tag': ['a\r\nb'] } }));
  expect(answer).toMatchObject({ statusCode: 400, body: '' });
});

test('every cookie of an answer goes back', async () => {
  const headers = new Headers([
    ['Set-Cookie', 'a=1; Path=/'],
    ['Set-Cookie', 'b=2; Path=/'],
  ]);
  const answer = await apiGatewayHandler({ fetch: () => new Response(null, { headers }) })(event());
  expect(answer.multiValueHeaders).toEqual({ 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'] });
});

test('what an app does not say of its documents is that they run nothing', async () => {
  const policy = { 'content-security-policy': "script-src 'self'" };
  const page = { fetch: () => new Response('<p>', { headers: policy }) };
  const plain = await apiGatewayHandler(echo)(event());
  expect(plain.headers).toMatchObject({
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': expect.stringMatching(/^sandbox;/),
  });
  expect((await apiGatewayHandler(page)(event())).headers).toMatchObject(policy);
  expect((await apiGatewayHandler(page)(event())).headers).not.toHaveProperty('Content-Security-Policy');
});
