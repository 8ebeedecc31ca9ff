import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchKeySet } from '../../../adapters/node/fetch-key-set';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function served(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
}

const keySet = { keys: [{ kty: 'RSA', kid: 'one', n: 'abc', e: 'AQAB' }] };

test('a key set is read over HTTP', async () => {
  expect(await fetchKeySet(await served((_, response) => response.end(JSON.stringify(keySet))))).toEqual(keySet);
});

test.each<[string, RequestListener]>([
  ['an error', (_, response) => response.writeHead(500).end(JSON.stringify(keySet))],
  ['a redirect', (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end()],
  ['HTML', (_, response) => response.end('<html>')],
  ['another document', (_, response) => response.end('{"keys":"none"}')],
  ['10 MB', (_, response) => response.end(JSON.stringify({ ...keySet, padding: 'x'.repeat(10_000_000) }))],
  ['half of it', (request, response) => response.write('{"keys":[', () => request.socket.destroy())],
  ['nothing', (request) => request.socket.destroy()],
  ['silence', () => undefined],
])('%s in its place is an error', async (_case, listener) => {
  await expect(fetchKeySet(await served(listener))).rejects.toThrow();
});
