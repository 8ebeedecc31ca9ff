import { connect, type Socket } from 'node:net';
import { portsFrom } from '../../../../../domain/local-platform';
import { takePorts } from '../../../../../local/start/ports/taken-ports';
import { freePorts } from '../../../../free-ports';

const limits = { head: 400, request: 800, unfinishedRequest: 100, answer: 400 };
const answering = 'GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** Takes ports whose listener reads the body, and answers `/slow` never. */
async function ports() {
  const taken = portsFrom(await freePorts());
  const servers = await takePorts(taken, limits);
  servers.serve('api', (message, response) => {
    message.resume().on('end', () => message.url !== '/slow' && response.end('done'));
  });
  return { port: taken.api, close: () => servers.release('api', 'sandbox', 'portal', 'identity', 'aws') };
}

/** Sends bytes, and more of them again and again where there are more; settles when the connection is closed. */
async function client(port: number, bytes: string, more: string) {
  const socket: Socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
  socket.write(bytes);
  const timer = more ? setInterval(() => socket.write(more), 20) : undefined;
  socket.once('close', () => clearInterval(timer));
  return { closed };
}

const post = 'POST / HTTP/1.1\r\nHost: localhost\r\n';
const endless: readonly (readonly [what: string, bytes: string, more: string])[] = [
  ['nothing', '', ''],
  ['half a request line', 'GET / HT', ''],
  ['a head that stops', 'GET / HTTP/1.1\r\nHost: localhost\r\n', ''],
  ['a head without end', 'GET / HTTP/1.1\r\nHost: localhost\r\n', 'X-A: 1\r\n'],
  ['a header value without end', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ', 'a'],
  ['a body that stops', `${post}Content-Length: 100\r\n\r\nhalf`, ''],
  ['a body without end', `${post}Transfer-Encoding: chunked\r\n\r\n`, '1\r\na\r\n'],
  ['a chunk size without end', `${post}Transfer-Encoding: chunked\r\n\r\n1;`, 'a'],
  ['a body that comes byte by byte', `${post}Content-Length: 1000000\r\n\r\n`, 'a'],
];

test.each(endless)('%s is closed in time', async (_what, bytes, more) => {
  const { port, close } = await ports();
  const { closed } = await client(port, bytes, more);
  expect(await closed).not.toContain('200');
  await close();
});

test.each([...endless, ['an answer that never comes', answering, ''] as const])(
  '%s does not keep the platform from stopping',
  async (_what, bytes, more) => {
    const { port, close } = await ports();
    const { closed } = await client(port, bytes, more);
    await close();
    await closed;
  },
);
