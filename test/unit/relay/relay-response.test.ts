import { gzipSync } from 'node:zlib';
import { payloadOf } from '../../../domain/http/payload';
import { aRelay, aRelayConfig } from './a-relay';
import { aTargetServer, type TargetServer } from './a-target-server';

let server: TargetServer;
beforeAll(async () => {
  server = await aTargetServer();
});
afterAll(() => server.close());
afterEach(() => server.answerWell());

const relay = (timeoutMillis = 20_000, url = `${server.url}/root`) =>
  aRelay(aRelayConfig({ target: { url, timeoutMillis } }));
const open = () => relay().call({ path: '/open' });

describe('a target that fails', () => {
  test('with a stack trace: the caller reads nothing of it', async () => {
    for (const status of [500, 501, 502, 503, 504, 599]) {
      server.answerWith((_, response) => {
        response.writeHead(status, { 'content-type': 'text/plain', 'x-debug': 'Secret.java', 'retry-after': '5' });
        response.end('NullPointerException at Secret.java:42');
      });
      const response = await open();
      expect(response.status).toBe(status);
      expect(response.text).toContain('OperationOutcome');
      expect(JSON.stringify(response.headers) + response.text).not.toMatch(/NullPointer|Secret/);
      expect(response.header('retry-after')).toBe('5');
    }
  });

  test('by closing half-way: 502', async () => {
    server.answerWith((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    expect((await open()).status).toBe(502);
  });

  test('by closing a chunked answer half-way: 502', async () => {
    server.answerWith((_, response) => {
      response.write('{"half":');
      setImmediate(() => response.destroy());
    });
    expect((await open()).status).toBe(502);
  });

  test('by resetting the connection: 502', async () => {
    server.answerWith((request) => request.socket.resetAndDestroy());
    expect((await open()).status).toBe(502);
  });

  test('by not being there: 502', async () => {
    expect((await relay(20_000, 'http://127.0.0.1:1').call({ path: '/open' })).status).toBe(502);
  });

  test('by switching to another protocol: 502, at once', async () => {
    for (const head of ['Upgrade: websocket\r\nConnection: upgrade\r\n', '']) {
      server.answerWith((request) => void request.socket.write(`HTTP/1.1 101 Switching Protocols\r\n${head}\r\n`));
      expect((await relay(60_000).call({ path: '/open' })).status).toBe(502);
    }
  });

  test('by not speaking HTTP: 502', async () => {
    server.answerWith((request) => request.socket.end('SSH-2.0-OpenSSH\r\n'));
    expect((await open()).status).toBe(502);
  });

  test('by hanging before or inside its answer: 504', async () => {
    server.answerWith(() => undefined);
    expect((await relay(100).call({ path: '/open' })).status).toBe(504);
    server.answerWith((_, response) => void response.write('drip'));
    expect((await relay(100).call({ path: '/open' })).status).toBe(504);
  });

  test('with more than a function can return: 502 that says so', async () => {
    const bodies = [Buffer.alloc(7 * 1024 * 1024), Buffer.alloc(5 * 1024 * 1024, 0xff), Buffer.alloc(4_000_000, '"')];
    for (const body of bodies) {
      server.answerWith((_, response) => void response.end(body));
      const response = await open();
      expect(response.status).toBe(502);
      expect(response.text).toContain('6 MB');
    }
  });
});

test('an answer of almost 6 MB passes', async () => {
  server.answerWith((_, response) => void response.end(Buffer.alloc(6_000_000, 'x')));
  expect((await open()).body).toHaveLength(6_000_000);
});

test.each([
  ['text', Buffer.from('{"name":"Zoë"}'), false],
  ['text with a byte-order mark', Buffer.from('\ufeff{}'), false],
  ['gzip', gzipSync('{}'), true],
  ['an image', Buffer.from([0xff, 0xd8, 0xff, 0x00]), true],
  ['nothing', Buffer.alloc(0), false],
])('%s arrives byte for byte', async (_, body, isBase64Encoded) => {
  server.answerWith((_request, response) => void response.end(body));
  const response = await open();
  const payload = payloadOf(response.body ?? new Uint8Array());
  expect(payload.isBase64Encoded).toBe(isBase64Encoded);
  expect(Buffer.from(payload.body, isBase64Encoded ? 'base64' : 'utf8')).toEqual(body);
});

test("the target's refusal passes in its own words", async () => {
  server.answerWith((_, response) => {
    response.writeHead(422, { 'content-type': 'application/problem+json', ETag: 'W/"1"' });
    response.end('{"title":"unprocessable"}');
  });
  const response = await open();
  expect(response.status).toBe(422);
  expect(response.text).toBe('{"title":"unprocessable"}');
  expect(response.header('etag')).toBe('W/"1"');
});

test("what is the target's own business does not pass", async () => {
  server.answerWith((_, response) => {
    response.writeHead(200, {
      Server: 'Apache/2.2',
      'X-Powered-By': 'PHP/5',
      'Set-Cookie': ['a=1', 'b=2'],
      'Alt-Svc': 'h3=":443"',
      'X-Amzn-RequestId': '1',
      'X-Request-ID': 'of the target',
      'Cache-Control': 'max-age=5',
    });
    response.end();
  });
  const { headers } = await open();
  const names = headers.map(([name]) => name.toLowerCase());
  expect(names.sort()).toEqual(['cache-control', 'content-security-policy', 'x-content-type-options', 'x-request-id']);
  expect(headers).toContainEqual(['X-Request-ID', 'gateway-1']);
  expect(headers).toContainEqual(['Cache-Control', 'max-age=5']);
});

test('an answer that says nothing of caching is not cached', async () => {
  expect((await open()).header('cache-control')).toBe('no-store');
});

test('HEAD has no body, also where it is refused', async () => {
  expect((await relay().call({ method: 'HEAD', path: '/open' })).body).toBeUndefined();
  expect((await relay().call({ method: 'HEAD', path: '/nothing' })).body).toBeUndefined();
});

test('connections are kept, and one that the target closed costs no caller an error', async () => {
  const { call } = relay();
  const before = server.connections();
  for (let turn = 0; turn < 3; turn += 1) await call({ path: '/open' });
  expect(server.connections()).toBe(before + 1);
  let resets = 0;
  server.answerWith((request, response) => {
    if (resets === 0) request.socket.resetAndDestroy();
    else response.end('{}');
    resets += 1;
  });
  expect((await call({ path: '/open' })).status).toBe(200);
});
