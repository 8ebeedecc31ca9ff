import { type Platform, startPlatform } from './platform';
import { applicationToken, bearer, userToken } from './sign-in';

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform?.stop());

const get = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

describe('a consumer calls hello-world', () => {
  test('an open operation needs no credential', async () => {
    const response = await get(`${platform.api}/hello-world/hello/world`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(expect.objectContaining({ message: expect.any(String) }));
  });

  test('an application-restricted operation refuses a caller without a credential', async () => {
    const response = await get(`${platform.api}/hello-world/hello/application`);
    expect(response.status).toBe(401);
    expect(response.headers.get('x-gateway-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const id = 'c1ab3fba-6bae-4ba4-b257-5a87c44d4a91';
    const asked = await get(`${platform.api}/hello-world/hello/application`, { 'x-request-id': id });
    expect([asked.status, asked.headers.get('x-request-id')]).toEqual([401, id]);
  });

  test('HEAD is answered wherever GET is, to the same callers, and OPTIONS says which methods there are', async () => {
    const { apiKey } = platform.application();
    const call = (path: string, method: string, headers: Record<string, string> = {}) =>
      fetch(`${platform.api}/hello-world/hello/${path}`, { method, headers });
    expect((await call('world', 'HEAD')).status).toBe(200);
    expect((await call('application', 'HEAD')).status).toBe(401);
    expect((await call('application', 'HEAD', { apikey: apiKey })).status).toBe(200);
    expect((await call('user', 'HEAD', { apikey: apiKey })).status).toBe(401);
    const options = await call('application', 'OPTIONS');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  test('a search of nine kilobytes passes the firewall as it passes the gateway', async () => {
    const response = await get(`${platform.api}/hello-world/hello/world?_id=${'x'.repeat(9_000)}`);
    expect(response.status).toBe(200);
  });

  test('an application-restricted operation answers an API key', async () => {
    const { apiKey } = platform.application();
    expect((await get(`${platform.api}/hello-world/hello/application`, { apikey: apiKey })).status).toBe(200);
  });

  test('an application-restricted operation answers an access token', async () => {
    const token = await applicationToken(platform.application());
    expect((await get(`${platform.api}/hello-world/hello/application`, bearer(token))).status).toBe(200);
  });

  test('a user-restricted operation answers a signed-in healthcare worker and patient, and no application', async () => {
    const url = `${platform.api}/hello-world/hello/user`;
    expect((await get(url, bearer(await userToken(platform, 'cis2', '656005750104')))).status).toBe(200);
    expect((await get(url, bearer(await userToken(platform, 'nhs-login', '9912003071')))).status).toBe(200);
    expect((await get(url, bearer(await applicationToken(platform.application())))).status).toBe(401);
  });

  test('a user below the level that any operation asks for gets no token', async () => {
    await expect(userToken(platform, 'cis2', '656005750110')).rejects.toThrow(/401: .*unauthorized_client/);
  });

  test('a cached answer for one operation holds for no other', async () => {
    const token = await applicationToken(platform.application());
    for (const [path, status] of [
      ['application', 200],
      ['user', 401],
      ['application', 200],
      ['user', 401],
    ] as const) {
      expect((await get(`${platform.api}/hello-world/hello/${path}`, bearer(token))).status).toBe(status);
    }
  });

  test('two credentials are refused whether or not the gateway has cached one of them', async () => {
    const token = await userToken(platform, 'cis2', '656005750104');
    const { apiKey } = platform.application();
    const url = `${platform.api}/hello-world/hello/user`;
    const statuses = async () => [
      (await get(url, { ...bearer(token), apikey: apiKey })).status,
      (await get(`${url}?access_token=${token}`, bearer(token))).status,
    ];
    expect(await statuses()).toEqual([401, 401]);
    expect((await get(url, bearer(token))).status).toBe(200);
    expect(await statuses()).toEqual([401, 401]);
  });

  test('the request id of the caller comes back, and one is made where there is none', async () => {
    const url = `${platform.api}/hello-world/hello/world`;
    const id = '60E0B220-8136-4CA5-AE46-1D97EF59D068';
    const mirrored = await get(url, { 'x-request-id': id, 'x-correlation-id': 'journey 1' });
    expect(mirrored.headers.get('x-request-id')).toBe(id);
    expect(mirrored.headers.get('x-correlation-id')).toBe('journey 1');
    const made = await get(url, { 'x-request-id': 'not a guid' });
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('_ping is open and _status opens to the monitoring key only', async () => {
    const ping = await get(`${platform.api}/hello-world/_ping`);
    expect(ping.status).toBe(200);
    expect(await ping.json()).toEqual(expect.objectContaining({ version: expect.any(String) }));
    expect((await get(`${platform.api}/hello-world/_status`)).status).toBe(401);
    expect((await get(`${platform.api}/hello-world/_status`, { apikey: 'guess' })).status).toBe(401);
  });

  test('the sandbox answers every operation from the examples, without a credential', async () => {
    for (const path of ['world', 'application', 'user']) {
      expect((await get(`${platform.sandbox}/hello-world/hello/${path}`)).status).toBe(200);
    }
  });

  test('what the API does not declare is answered 404, with or without a credential', async () => {
    const { apiKey } = platform.application();
    for (const headers of [{}, { apikey: apiKey }]) {
      const response = await fetch(`${platform.api}/hello-world/hello/nobody`, { method: 'DELETE', headers });
      expect(response.status).toBe(404);
    }
    expect((await fetch(`${platform.api}/hello-world/hello/world`, { method: 'DELETE' })).status).toBe(404);
  });
});

describe('an application that loses its right', () => {
  test('an unknown API key and a made-up one are refused', async () => {
    const { clientId } = platform.application();
    for (const apikey of ['nobody.secret', `${clientId}.wrong`, clientId, '', '.']) {
      expect((await get(`${platform.api}/hello-world/hello/application`, { apikey })).status).toBe(401);
    }
  });
});
