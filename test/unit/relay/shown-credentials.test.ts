import type { AccessMode } from '../../../domain/credentials/access-mode';
import type { NameValueList } from '../../../domain/http/http-message';
import { aCaller, aRelay, aRelayConfig } from './a-relay';
import { aTargetServer, type TargetServer } from './a-target-server';

let server: TargetServer;
beforeAll(async () => {
  server = await aTargetServer();
});
afterAll(() => server.close());

const operations = (...access: AccessMode[]) => [
  { id: 'tokens', method: 'GET' as const, path: '/tokens', access: ['app-level3' as const], mediaTypes: [] },
  { id: 'open', method: 'GET' as const, path: '/open', access: [], mediaTypes: [] },
  { id: 'other', method: 'GET' as const, path: '/other', access, mediaTypes: [] },
];

/** The gateway's cache has let the call through: the caller is known. */
async function answered(path: string, headers: NameValueList, query: NameValueList = [], keysToo = true) {
  const config = aRelayConfig({
    operations: operations(keysToo ? 'app-level0' : 'app-level3'),
    target: { url: server.url, timeoutMillis: 20_000 },
  });
  const before = server.arrived.length;
  const monitor = path === '/_status' ? { mode: 'monitoring' as const } : {};
  const response = await aRelay(config).call({ path, headers, query }, aCaller(monitor));
  return { ...response, arrived: server.arrived.length - before };
}

const token = ['Authorization', 'Bearer a.b.c'] as const;
const key = ['apikey', 'app-1.secret'] as const;

test.each<[string, NameValueList, NameValueList]>([
  ['a token and a key', [token, key], []],
  ['a token and an empty key', [token, ['APIKey', '']], []],
  ['a token and another scheme', [token, ['authorization', 'Basic x']], []],
  ['the same token twice', [token, token], []],
  ['two keys', [token, key, key], []],
  ['a token in the header and in the address', [token], [['access_token', 'a.b.c']]],
  ['a token in the address, empty', [token], [['access_token', '']]],
  [
    'a token in the address, among others',
    [token],
    [
      ['a', '1'],
      ['access_token', 'x'],
      ['access_token', 'y'],
    ],
  ],
])('%s is answered 401 by the relay too, whatever the gateway has cached', async (_what, headers, query) => {
  const response = await answered('/tokens', headers, query);
  expect([response.status, response.arrived]).toEqual([401, 0]);
  expect(response.text).toContain('Missing, invalid or expired credential');
  expect(response.header('www-authenticate')).toBe('Bearer');
});

test('so is a token in the address of the status', async () => {
  expect((await answered('/_status', [key])).status).toBe(200);
  expect((await answered('/_status', [key, token])).status).toBe(200);
  expect((await answered('/_status', [key], [['access_token', 'x']])).status).toBe(401);
  expect((await answered('/_status', [key, key])).status).toBe(401);
});

test('one credential is let through, and so is a header that the API does not read', async () => {
  expect(await answered('/tokens', [token])).toMatchObject({ status: 200, arrived: 1 });
  expect(await answered('/tokens', [token, key], [], false)).toMatchObject({ status: 200, arrived: 1 });
  expect(await answered('/tokens', [token], [['Access_Token', 'x']])).toMatchObject({ status: 200, arrived: 1 });
});

test('an open operation reads none', async () => {
  expect(await answered('/open', [token, key], [['access_token', 'x']])).toMatchObject({ status: 200, arrived: 1 });
});
