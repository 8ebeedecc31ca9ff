import { request } from 'node:http';
import { connect } from 'node:net';
import { TestGateway } from './a-gateway';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
const gateway = new TestGateway();
beforeAll(() => {
  gateway
    .api({}, { AccessLogSetting: { DestinationArn: 'arn', Format: '{"status":"$context.status"}' } })
    .mapped()
    .answer('ANY /{proxy+}', (event: { body: string | null; headers: Record<string, string> }) => ({
      body: `${event.body?.length ?? 0}`,
    }))
    .method('GET /echo');
  return gateway.start();
});
afterAll(() => gateway.stop());

const MEGABYTE = 1024 * 1024;
const isAlive = async () => expect((await gateway.get('/base/alive')).status).toBe(200);

/** What the gateway answers to bytes on a socket, until it is silent for so many milliseconds or closes. */
const exchange = (bytes: string | Buffer, silence: number): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString('latin1');
    });
    const end = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('error', end).on('close', end).setTimeout(silence, end);
    socket.write(bytes);
  });
/** What the gateway answers to requests of which the last one closes the connection. */
const answerTo = (requests: string) => exchange(requests, 20_000);
const statusesOf = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status);

test('a body of 10 MB would pass the gateway, one byte more does not', async () => {
  const send = (length: number) => fetch(`${gateway.url}/base/a`, { method: 'POST', body: Buffer.alloc(length, 'a') });
  expect(await (await send(5 * MEGABYTE)).text()).toBe(String(5 * MEGABYTE));
  const over = await send(10 * MEGABYTE + 1);
  expect([over.status, await over.json()]).toEqual([413, { message: 'HTTP content length exceeded 10485760 bytes.' }]);
  // Lambda takes 6 MB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  const forLambda = await send(7 * MEGABYTE);
  expect([forLambda.status, await forLambda.json()]).toEqual([413, { message: 'Request Too Long' }]);
  await isAlive();
});

test('a chunked body is stopped at the limit too, and the connection serves on', async () => {
  const chunk = Buffer.alloc(MEGABYTE, 'a');
  const status = await new Promise((resolve, reject) => {
    const sending = request(`${gateway.url}/base/a`, { method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sending.on('error', reject);
    for (let turn = 0; turn < 12; turn++) sending.write(chunk);
    sending.end();
  });
  expect(status).toBe(413);
  await isAlive();
});

test('Expect: 100-continue is honoured and not passed on', async () => {
  const answer = await answerTo(
    'POST /base/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab',
  );
  expect(statusesOf(answer)).toEqual(['100', '200']);
});

test('a URL of more than 10,240 characters is too long', async () => {
  expect((await gateway.get(`/base/${'a'.repeat(10_240)}`)).status).toBe(414);
});

test('header values of more than 10,240 bytes are too many', async () => {
  const response = await gateway.get('/base/a', { Authorization: 'a'.repeat(20_000) });
  expect([response.status, await response.json()]).toEqual([
    431,
    { message: 'HTTP header is larger than 10240 bytes.' },
  ]);
  expect((await gateway.get('/base/a', { Authorization: 'a'.repeat(9_000) })).status).toBe(200);
});

test('pipelined requests are answered in their order', async () => {
  const one = (path: string, connection = 'keep-alive') =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\n\r\n`;
  const answer = await answerTo(one('/base/a') + one('/nowhere') + one('/base/b', 'close'));
  expect(statusesOf(answer)).toEqual(['200', '403', '200']);
});

test('duplicate headers all arrive, the last one where one is asked for', async () => {
  const answer = await answerTo(
    'GET /base/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: 1\r\nx-a: 2\r\nX-A: 3\r\n\r\n',
  );
  const event = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
  expect(event.multiValueHeaders['X-A']).toEqual(['1', '3']);
  expect(event.headers['X-A']).toBe('3');
  expect(event.headers['x-a']).toBe('2');
});

test('an absolute request target is read as its path', async () => {
  expect(
    statusesOf(await answerTo('GET http://elsewhere.test/base/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')),
  ).toEqual(['200']);
});

test.each([
  ['no request', '\r\n\r\n\r\n'],
  ['a malformed request line', 'GET\r\n\r\n'],
  ['a method that is none', 'B@D /base/a HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a target that is none', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a folded header', 'GET /base/a HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n  folded\r\n\r\n'],
  ['a header without a name', 'GET /base/a HTTP/1.1\r\nHost: x\r\n: 1\r\n\r\n'],
  [
    'both lengths',
    'POST /base/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['two lengths', 'POST /base/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'],
  ['a chunk size that is none', 'POST /base/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['a null byte', 'GET /base/\0 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['TLS', Buffer.from('1603010200010001fc0303', 'hex')],
  ['a header section without end', `GET /base/a HTTP/1.1\r\n${'X: y\r\n'.repeat(30_000)}`],
])('%s does not stop the gateway', async (_, bytes) => {
  expect(statusesOf(await exchange(bytes, 150))).not.toContain('500');
  await isAlive();
});

test.each([
  '/base/../x',
  '/base/./a',
  '/base//a',
  '/base/a/..;/b',
  '/base/%2e%2e/a',
  '/base/%252F',
  '/base/a;b=c',
  '/base/%00',
  '/base/a?__proto__=1&constructor=2',
])('%s is answered', async (path) => {
  const [status] = statusesOf(
    await answerTo(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n__proto__: 1\r\n\r\n`),
  );
  expect(status).toBe('200');
});
