import { type Platform, startPlatform } from './platform';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform?.stop());

const read = (path: string, method = 'GET') => fetch(`${platform.api}${path}`, { method });

test('the metadata of the authorisation server stands where RFC 8414 looks, and where other clients do', async () => {
  const metadata = await (await read('/.well-known/oauth-authorization-server/oauth2')).json();
  expect(metadata).toMatchObject({ issuer: `${platform.api}/oauth2`, jwks_uri: `${platform.api}/oauth2/jwks` });
  for (const name of ['oauth-authorization-server', 'openid-configuration']) {
    expect(await (await read(`/oauth2/.well-known/${name}`)).json()).toEqual(metadata);
  }
});

test('nothing else of the server can be reached by way of its metadata', async () => {
  const below = '/.well-known/oauth-authorization-server';
  for (const path of ['/jwks', '/_ping', '/_status', '/other'])
    expect((await read(`${below}${path}`)).status).toBe(404);
  for (const path of ['/token', '/revoke']) expect((await read(`${below}${path}`, 'POST')).status).toBe(404);
});
