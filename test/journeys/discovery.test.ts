import { type Platform, startPlatform } from './platform';
import { clientAssertion, tokenRequest } from './sign-in';

const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

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

test('people sign in at an origin of its own, to which old addresses lead, and there is one issuer', async () => {
  const metadata = await (await read('/oauth2/.well-known/openid-configuration')).json();
  const authorizeUrl = `${platform.auth}/oauth2/authorize`;
  const tokenUrl = `${platform.api}/oauth2/token`;
  expect(metadata).toMatchObject({ authorization_endpoint: authorizeUrl, token_endpoint: tokenUrl });
  expect(platform.application()).toMatchObject({ authorizeUrl, tokenUrl });
  const at = (origin: string, path: string) => fetch(`${origin}/oauth2${path}`, { redirect: 'manual' });
  for (const path of ['/authorize?client_id=x&state=%26', '/callback?code=x&state=%26']) {
    const answer = await at(platform.api, path);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `${platform.auth}/oauth2${path}`]);
  }
  const elsewhere = await at(platform.auth, '/.well-known/openid-configuration');
  expect(elsewhere.headers.get('location')).toBe(`${platform.api}/oauth2/.well-known/openid-configuration`);
  for (const path of ['/jwks', '/_ping']) expect((await at(platform.auth, path)).status).toBe(200);
  // Nothing of a producer answers there.
  for (const path of ['/hello-world/hello/world', '/', '/.well-known/x', '/oauth', '/oauth2x']) {
    expect((await fetch(`${platform.auth}${path}`)).status).toBe(403);
  }
});

test('an assertion may be addressed to either address of the token endpoint, and sent to either', async () => {
  const application = platform.application();
  const tokenUrls = [`${platform.api}/oauth2/token`, `${platform.auth}/oauth2/token`];
  for (const audience of tokenUrls) {
    for (const tokenUrl of tokenUrls) {
      const client_assertion = await clientAssertion({ ...application, tokenUrl: audience });
      const form = { grant_type: 'client_credentials', client_assertion_type: jwtBearer, client_assertion };
      expect((await tokenRequest({ ...application, tokenUrl }, form)).status).toBe(200);
    }
  }
});

test('nothing else of the server can be reached by way of its metadata', async () => {
  const below = '/.well-known/oauth-authorization-server';
  for (const path of ['/jwks', '/_ping', '/_status', '/other'])
    expect((await read(`${below}${path}`)).status).toBe(404);
  for (const path of ['/token', '/revoke']) expect((await read(`${below}${path}`, 'POST')).status).toBe(404);
});
