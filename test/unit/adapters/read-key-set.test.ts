import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { isPublicAddress } from '../../../adapters/node/public-lookup';
import { makeReadKeySet } from '../../../adapters/node/read-key-set';
import { KeySetProblem } from '../../../domain/key-sets/key-set-problem';
import { aCertificate } from './a-certificate';

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

/** The reason, and the status where that is it. */
const problem = (read: Promise<string>): Promise<unknown> =>
  read.then(
    (text) => text,
    (error: unknown) => (error instanceof KeySetProblem ? [error.reason, error.status].filter(Boolean) : error),
  );

const local = makeReadKeySet({ local: true });

/** What would happen outside `local` if a name led to these addresses. */
const leadingTo = (...addresses: string[]) =>
  makeReadKeySet({ local: false }, (_name, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  })('https://app.example.nhs.uk/jwks.json');

test('a key set on this machine is read in the local environment', async () => {
  const url = await served((_, response) => response.end('{"keys":[]}'));
  expect(await local(url)).toBe('{"keys":[]}');
  expect(await local(url.replace('127.0.0.1', 'localhost'))).toBe('{"keys":[]}');
});

test.each<[string, RequestListener, unknown]>([
  ['an error', (_, response) => response.writeHead(500).end('{"keys":[]}'), ['status', 500]],
  ['nothing there', (_, response) => response.writeHead(404).end(), ['status', 404]],
  ['a redirect', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end(), ['redirected', 302]],
  ['10 MB', (_, response) => response.end('x'.repeat(10_000_000)), ['too_large']],
  ['half of it', (request, response) => response.write('{"keys":[', () => request.socket.destroy()), ['no_connection']],
  ['nothing', (request) => request.socket.destroy(), ['no_connection']],
  ['silence', () => undefined, ['timed_out']],
  ['a drip', (_, response) => setInterval(() => response.write(' '), 200).unref(), ['timed_out']],
])('%s is told by its reason', async (_case, listener, reason) => {
  expect(await problem(local(await served(listener)))).toEqual(reason);
});

test('a redirect is not followed', async () => {
  const asked: (string | undefined)[] = [];
  const url = await served((request, response) => {
    asked.push(request.url);
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  await problem(local(url));
  expect(asked).toEqual(['/jwks']);
});

test('nobody listening is told by its reason', async () => {
  const url = await served(() => undefined);
  server?.close();
  await once(server as Server, 'close');
  expect(await problem(local(url))).toEqual(['no_connection']);
});

test('a name server that does not answer is not waited for', async () => {
  const read = makeReadKeySet({ local: false }, () => undefined);
  expect(await problem(read('https://app.example.nhs.uk/jwks.json'))).toEqual(['timed_out']);
});

test('a certificate that nobody vouches for is told by its reason', async () => {
  server = createHttpsServer(aCertificate(), (_, response) => response.end('{"keys":[]}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}/jwks`;
  expect(await problem(local(url))).toEqual(['certificate_untrusted']);
});

const privateAddresses = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '169.254.170.2'],
  ...['172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1'],
  ...['198.19.255.255', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::1', '100::1'],
  ...[
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::1',
    '3fff::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
  ],
];

test.each(privateAddresses)('a name that leads to %s is not followed', async (address) => {
  expect(isPublicAddress(address)).toBe(false);
  expect(await problem(leadingTo(address))).toEqual(['private_address']);
  expect(await problem(leadingTo('8.8.8.8', address))).toEqual(['private_address']);
});

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450:4009:81f::200e', '2606:4700::1111'])(
  '%s is an address of the internet',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test('what is judged is what is connected to: a name is looked up once', async () => {
  let asked = 0;
  const url = await served((_, response) => response.end('{"keys":[]}'));
  const read = makeReadKeySet({ local: true }, (_name, _options, callback) => {
    asked += 1;
    callback(null, [{ address: asked === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]);
  });
  expect(await read(url.replace('127.0.0.1', 'rebinding.example.nhs.uk'))).toBe('{"keys":[]}');
  expect(asked).toBe(1);
  expect(await problem(read(url.replace('127.0.0.1', 'rebinding.example.nhs.uk')))).toEqual(['private_address']);
});

test.each([
  'http://app.example.nhs.uk/jwks',
  'https://user:secret@app.example.nhs.uk/jwks',
  'https://app.example.nhs.uk:8443/jwks',
  'https://127.0.0.1/jwks',
  'https://2130706433/jwks',
  'https://0x7f.1/jwks',
  'https://8.8.8.8/jwks',
  'https://[::1]/jwks',
  'https://[::ffff:169.254.169.254]/jwks',
  'https://localhost/jwks',
  'https://metadata.internal/jwks',
  'file:///etc/passwd',
  'jwks.json',
])('outside the local environment %s is never asked', async (url) => {
  expect(await problem(makeReadKeySet({ local: false })(url))).toEqual(['address_unfit']);
});

test.each(['http://169.254.169.254/latest/meta-data', 'http://10.0.0.1/jwks', 'http://[fd00:ec2::254]/jwks'])(
  'not even the local environment asks %s',
  async (url) => {
    expect(await problem(local(url))).toEqual(['private_address']);
  },
);
