import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestGateway } from './a-gateway';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
const gateway = new TestGateway();
const target = createServer((request, response) => {
  if (request.url === '/v1/hangs') return;
  if (request.url === '/v1/switches') {
    return void request.socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n');
  }
  if (request.url === '/v1/breaks') return void request.socket.destroy();
  response.setHeader('Server', 'target').setHeader('Set-Cookie', ['a=1', 'b=2']);
  response.writeHead(302, { Location: '/elsewhere' }).end(`${request.method} ${request.url} ${request.headers['x-a']}`);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const { port } = target.address() as AddressInfo;
  gateway
    .api()
    .mapped()
    .method('ANY /{proxy+}', {
      Integration: {
        Type: 'HTTP_PROXY',
        IntegrationHttpMethod: 'ANY',
        Uri: `http://127.0.0.1:${port}/v1/{proxy}`,
        RequestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
        TimeoutInMillis: 500,
      },
    });
  await gateway.start();
});
afterAll(async () => {
  await gateway.stop();
  target.closeAllConnections();
  target.close();
});

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${gateway.url}/base${path}`, { redirect: 'manual', ...init });

test('a request passes to the target and its answer back', async () => {
  const response = await call('/a%20b/c?x=1&x=2', { method: 'DELETE', headers: { 'X-A': 'z' } });
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe('/elsewhere');
  expect(response.headers.get('x-amzn-remapped-server')).toBe('target');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(await response.text()).toBe('DELETE /v1/a%20b/c?x=1&x=2 z');
});

test.each(['/../admin', '/%2e%2e/admin', '/a/%2e%2e%2fadmin', '/%2e'])(
  '%s cannot leave the path of the target',
  async (path) => {
    // fetch would resolve the dots itself.
    const { hostname, port } = new URL(gateway.url);
    const status = await new Promise((resolve) => {
      get({ hostname, port, path: `/base${path}` }, (response) => resolve(response.resume().statusCode));
    });
    expect(status).toBe(400);
  },
);

test('a target that breaks off or hangs is a gateway error', async () => {
  const broken = await call('/breaks');
  expect([broken.status, await broken.json()]).toEqual([504, { message: 'Network error communicating with endpoint' }]);
  const switched = await call('/switches');
  expect([switched.status, await switched.json()]).toEqual([
    504,
    { message: 'Network error communicating with endpoint' },
  ]);
  const late = await call('/hangs');
  expect([late.status, await late.json()]).toEqual([504, { message: 'Endpoint request timed out' }]);
});
