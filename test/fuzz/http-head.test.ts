import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { TestGateway } from '../unit/local/services/apigateway/a-gateway';
import { fuzz, mutated, oddText, patience } from './fuzz';

const reached: string[] = [];
const gateway = new TestGateway();
beforeAll(() => {
  gateway
    .api()
    .mapped()
    .answer('GET /records/{id}', (event: { path: string }) => {
      reached.push(event.path);
      return { statusCode: 200, body: '{}' };
    });
  return gateway.start();
});
afterAll(() => gateway.stop());

const heads = [
  'GET /base/records/1 HTTP/1.1\r\nHost: api.test\r\nConnection: close\r\n\r\n',
  'POST /base/records/1 HTTP/1.1\r\nHost: api.test\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
  'POST /base/records/1 HTTP/1.1\r\nHost: api.test\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
];
const dictionary = [
  '\r\n',
  '\n',
  '\r',
  ' ',
  '\t',
  '\u0000',
  ':',
  '\r\n ',
  'Content-Length: 5\r\n',
  'Content-Length: -1\r\n',
  'Content-Length: 2, 3\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: xchunked\r\n',
  'Host: other\r\n',
  'Expect: 100-continue\r\n',
  'Upgrade: h2c\r\n',
  'constructor: 1\r\n',
  '__proto__: 1\r\n',
  'HTTP/0.9',
  'HTTP/2.0',
  'http://other/',
  '*',
  '%',
  '%zz',
  '?a=b&a=c',
  '#',
  '//',
  '/../',
  'ffffffffffffffff\r\n',
  '0\r\n\r\n',
];

/** What comes back until the gateway closes the connection. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.setTimeout(400, () => socket.destroy());
  socket.end(Buffer.from(bytes, 'latin1'));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

test(
  'whatever bytes a connection begins with, the gateway answers or closes, and serves the next',
  () =>
    fuzz(
      fc.oneof(
        fc.constantFrom(...heads).chain((head) => mutated(head, dictionary)),
        oddText,
      ),
      async (bytes) => {
        const statuses = [...(await answerTo(bytes)).matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) =>
          Number(status),
        );
        expect(statuses.filter((status) => status >= 500)).toEqual([]);
        expect(
          reached.splice(0).filter((path) => !/^\/base\/records\/[^/]+\/?$|^\/records\/[^/]+\/?$/.test(path)),
        ).toEqual([]);
        expect((await gateway.get('/base/records/1')).status).toBe(200);
        expect(reached.splice(0)).toHaveLength(1);
      },
    ),
  patience,
);
