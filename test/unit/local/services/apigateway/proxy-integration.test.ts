import { createHash } from 'node:crypto';
import { TestGateway } from './a-gateway';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
let gateway: TestGateway;
beforeEach(() => {
  gateway = new TestGateway();
});
afterEach(() => gateway.stop());

const answering = async (payload: unknown, headers: Record<string, string> = {}, api = {}) => {
  gateway
    .api(api)
    .mapped()
    .answer('ANY /alpha', () => payload);
  await gateway.start();
  return gateway.get('/base/alpha', headers);
};

test('the function sees the request as it was sent', async () => {
  const api = gateway
    .api({}, { Variables: { api: 'hello' } })
    .mapped()
    .method('POST /Patient/{id}');
  await gateway.start();
  const event = await gateway.event('/base/Patient/7?_id=a%7Cb&x=1&x=2&y=a+b', {
    method: 'POST',
    body: '{"a":1}',
    headers: { 'X-Custom-Case': 'Value', 'User-Agent': 'tester', Connection: 'close' },
  });
  expect(event).toMatchObject({
    resource: '/Patient/{id}',
    path: '/base/Patient/7',
    httpMethod: 'POST',
    pathParameters: { id: '7' },
    queryStringParameters: { _id: 'a|b', x: '2', y: 'a b' },
    multiValueQueryStringParameters: { _id: ['a|b'], x: ['1', '2'], y: ['a b'] },
    stageVariables: { api: 'hello' },
    body: '{"a":1}',
    isBase64Encoded: false,
  });
  expect(event.requestContext).toMatchObject({
    accountId: '123456789012',
    apiId: api.id,
    stage: 'live',
    resourcePath: '/Patient/{id}',
    httpMethod: 'POST',
    path: '/base/Patient/7',
    protocol: 'HTTP/1.1',
    requestTime: '05/Jan/2026:09:00:00 +0000',
    requestTimeEpoch: gateway.time.getTime(),
    domainName: 'api.test',
    domainPrefix: 'api',
    identity: { sourceIp: '127.0.0.1', userAgent: 'tester' },
  });
  expect(event.headers).toMatchObject({ 'X-Custom-Case': 'Value', 'X-Forwarded-For': '127.0.0.1' });
  expect(event.headers['X-Amzn-Trace-Id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  expect(event.headers).not.toHaveProperty('connection');
  expect(event.headers).not.toHaveProperty('content-length');
});

test('what is empty is null', async () => {
  gateway.api().mapped().method('GET /alpha');
  await gateway.start();
  expect(await gateway.event('/base/alpha')).toMatchObject({
    pathParameters: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    body: null,
  });
});

test('the function is invoked in the name of the method that was called', async () => {
  const api = gateway.api().mapped().method('ANY /Patient/{id}');
  await gateway.start();
  await gateway.get('/base/Patient/7');
  expect(gateway.invocations[0]?.sourceArn).toBe(
    `arn:aws:execute-api:eu-west-2:123456789012:${api.id}/live/GET/Patient/{id}`,
  );
});

test('headers of both kinds are merged, booleans spelt out, and the type is JSON unless said otherwise', async () => {
  const response = await answering({
    headers: { 'X-One': 'a', 'X-Two': 'b', 'X-Flag': true },
    multiValueHeaders: { 'x-two': ['b', 'c'], 'Set-Cookie': ['a=1', 'b=2'] },
    body: 'hello',
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('x-two')).toBe('b, c');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(response.headers.get('x-flag')).toBe('true');
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.has('x-amz-apigw-id')).toBe(true);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
test('some headers of the function come back remapped or not at all', async () => {
  const response = await answering({
    headers: { 'WWW-Authenticate': 'Bearer', Date: 'yesterday', Server: 'x', 'Content-Length': '999', Trailer: 'x' },
    body: 'hello',
  });
  expect(response.headers.get('x-amzn-remapped-www-authenticate')).toBe('Bearer');
  expect(response.headers.get('x-amzn-remapped-date')).toBe('yesterday');
  expect(response.headers.get('x-amzn-remapped-server')).toBe('x');
  expect(response.headers.has('www-authenticate')).toBe(false);
  expect(response.headers.has('trailer')).toBe(false);
  expect(response.headers.get('content-length')).toBe('5');
});

test.each([
  ['a string', 'hello'],
  ['nothing', null],
  ['a field that does not belong', { statusCode: 200, body: '', reason: 'x' }],
  ['an object as body', { statusCode: 200, body: { a: 1 } }],
  ['a number as header', { statusCode: 200, headers: { 'x-a': 1 } }],
  ['a header with a line break', { statusCode: 200, headers: { 'x-a': 'b\r\nx-c: d' } }],
  ['a status that is none', { statusCode: 'ok' }],
  ['more than 6 MB', { statusCode: 200, body: 'a'.repeat(6 * 1024 * 1024) }],
])('a function that answers %s is a bad gateway', async (_, payload) => {
  const response = await answering(payload);
  expect(response.status).toBe(502);
  expect(response.headers.get('x-amzn-errortype')).toBe('InternalServerErrorException');
  expect(await response.json()).toEqual({ message: 'Internal server error' });
});

test('a function that throws says nothing to the client', async () => {
  gateway
    .api()
    .mapped()
    .answer('GET /alpha', () => {
      throw new Error('password is x');
    });
  await gateway.start();
  const response = await gateway.get('/base/alpha');
  expect([response.status, await response.text()]).toEqual([502, '{"message":"Internal server error"}']);
});

test('a function that may not be invoked is a fault of the configuration', async () => {
  gateway
    .api()
    .mapped()
    .method('GET /alpha', { Integration: { Type: 'AWS_PROXY', Uri: '/functions/arn:none/invocations' } });
  await gateway.start();
  expect((await gateway.get('/base/alpha')).status).toBe(500);
});

test('an integration that is too slow times out; a function that times out by itself is a bad gateway', async () => {
  gateway
    .api()
    .mapped()
    .answer('GET /slow', () => new Promise(() => undefined), { TimeoutInMillis: 60 })
    .answer('GET /own', () => 'times out');
  await gateway.start();
  const slow = await gateway.get('/base/slow');
  expect([slow.status, await slow.json()]).toEqual([504, { message: 'Endpoint request timed out' }]);
  expect((await gateway.get('/base/own')).status).toBe(502);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
test('binary media types travel as base64 in both directions', async () => {
  const bytes = Buffer.from([0, 255, 1, 254]);
  gateway
    .api({ BinaryMediaTypes: ['image/png'] })
    .mapped()
    .answer('POST /alpha', (event: { body: string; isBase64Encoded: boolean }) => ({
      headers: { 'Content-Type': 'image/png', 'X-Was': String(event.isBase64Encoded) },
      body: event.body,
      isBase64Encoded: true,
    }));
  await gateway.start();
  const send = (accept: string) =>
    fetch(`${gateway.url}/base/alpha`, {
      method: 'POST',
      body: bytes,
      headers: { 'Content-Type': 'image/png', Accept: accept },
    });
  const binary = await send('image/png, */*');
  expect(binary.headers.get('x-was')).toBe('true');
  expect(Buffer.from(await binary.arrayBuffer())).toEqual(bytes);
  expect(await (await send('*/*')).text()).toBe(bytes.toString('base64'));
});

test('HEAD has headers only, and 204 has no body', async () => {
  gateway
    .api()
    .mapped()
    .answer('HEAD /alpha', () => ({ body: 'hello' }))
    .answer('DELETE /alpha', () => ({ statusCode: 204 }));
  await gateway.start();
  const head = await fetch(`${gateway.url}/base/alpha`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5', '']);
  expect((await fetch(`${gateway.url}/base/alpha`, { method: 'DELETE' })).status).toBe(204);
});

test('a long body arrives whole', async () => {
  gateway
    .api()
    .mapped()
    .answer('POST /alpha', (event: { body: string }) => ({
      body: createHash('sha256').update(event.body).digest('hex'),
    }));
  await gateway.start();
  const body = 'åb'.repeat(1_000_000);
  const response = await fetch(`${gateway.url}/base/alpha`, { method: 'POST', body });
  expect(await response.text()).toBe(createHash('sha256').update(body).digest('hex'));
});
