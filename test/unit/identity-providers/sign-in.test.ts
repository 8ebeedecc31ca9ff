import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import * as z from 'zod';
import { aMockProvider, type MockProviders, platformUri, registeredUri } from './a-mock-provider';

let mock: MockProviders;
beforeAll(async () => {
  mock = await aMockProvider();
});
afterAll(() => mock.close());

const platform = () =>
  client.PrivateKeyJwt(
    { key: mock.platformKey.privateKey, kid: 'key-1' },
    { [client.modifyAssertion]: (header) => Object.assign(header, { typ: 'JWT' }) },
  );
const discover = (provider: string, id: string, authentication: client.ClientAuth) =>
  client.discovery(new URL(`${mock.baseUrl}/${provider}`), id, undefined, authentication, {
    execute: [client.allowInsecureRequests],
  });

interface Asked {
  readonly provider: 'cis2' | 'nhs-login';
  readonly user: string;
  readonly id?: string;
  readonly uri?: string;
  readonly scope?: string;
  readonly more?: Record<string, string>;
}

/** A whole sign-in by an independent client: discovery, authorisation, callback, tokens. */
async function signIn({ provider, user, id = 'app-1', uri = registeredUri, scope = 'openid', more = {} }: Asked) {
  const authentication = id === 'dip-local' ? platform() : client.None();
  const configuration = await discover(provider, id, authentication);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const address = client.buildAuthorizationUrl(configuration, {
    redirect_uri: uri,
    scope,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    login_hint: user,
    ...more,
  });
  const answer = await fetch(address, { redirect: 'manual' });
  const callback = new URL(answer.headers.get('location') ?? '');
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  const tokens = await client.authorizationCodeGrant(configuration, callback, checks);
  return { configuration, callback, tokens, claims: tokens.claims() ?? {} };
}

describe('an independent OpenID Connect client signs a test user in', () => {
  test.each([
    ['an application at CIS2', { provider: 'cis2', user: '656005750104' }],
    ['an application at NHS login', { provider: 'nhs-login', user: '9912003071' }],
    ['the platform at CIS2', { provider: 'cis2', user: '656005750110', id: 'dip-local', uri: platformUri }],
    ['the platform at NHS login', { provider: 'nhs-login', user: '9912003073', id: 'dip-local', uri: platformUri }],
    ['an application on the user’s machine', { provider: 'cis2', user: '656005750111', uri: 'http://[::1]:4711/cb' }],
  ] as const)('%s', async (_who, asked) => {
    const { tokens, claims, callback } = await signIn(asked);
    expect(claims).toMatchObject({ auth_time: expect.any(Number), sid: expect.any(String) });
    expect(callback.searchParams.get('iss')).toBe(`${mock.baseUrl}/${asked.provider}`);
    expect(callback.href.length).toBeLessThan(2000);
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 300, scope: 'openid' });
  });

  test.each([
    ['cis2', '656005750104', 'RS256'],
    ['nhs-login', '9912003071', 'RS512'],
  ] as const)('%s signs as the real one does, with the key it publishes', async (provider, user, algorithm) => {
    const { tokens, configuration } = await signIn({ provider, user });
    const jwks = await (await fetch(configuration.serverMetadata().jwks_uri ?? '')).json();
    const idToken = tokens.id_token ?? '';
    await jwtVerify(idToken, createLocalJWKSet(jwks as JSONWebKeySet), { algorithms: [algorithm], typ: 'JWT' });
  });

  test('without a browser’s GET: the same request may be posted', async () => {
    const form = {
      client_id: 'app-1',
      redirect_uri: registeredUri,
      response_type: 'code',
      scope: 'openid',
      state: 's',
    };
    const pkce = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256', login_hint: '656005750104' };
    const answer = await mock.post('/cis2/authorize', { ...form, ...pkce });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(
      /^https:\/\/ward\.example\/signed-in\?code=[\w.-]+&state=s&iss=http/,
    );
  });
});

describe('userinfo says of the user what the scopes ask for', () => {
  const informationOn = async (asked: Asked) => {
    const { configuration, tokens, claims } = await signIn(asked);
    return client.fetchUserInfo(configuration, tokens.access_token, String(Object(claims).sub));
  };
  const roles = z.object({ nhsid_nrbac_roles: z.array(z.object({ person_roleid: z.string().regex(/^\d+$/) })) });
  const scope = 'openid nationalrbacaccess';

  test.each([
    ['656005750104', 1],
    ['656005750113', 2],
    ['656005750114', 1],
    ['656005750115', 0],
  ])('CIS2 user %s has %i roles', async (user, count) => {
    const { nhsid_nrbac_roles } = roles.parse(await informationOn({ provider: 'cis2', user, scope }));
    expect(nhsid_nrbac_roles).toHaveLength(count);
  });

  test('a role that is selected is one of the roles', async () => {
    const { claims } = await signIn({ provider: 'cis2', user: '656005750104' });
    const { nhsid_nrbac_roles } = roles.parse(await informationOn({ provider: 'cis2', user: '656005750104', scope }));
    expect(nhsid_nrbac_roles[0]?.person_roleid).toBe(Object(claims).selected_roleid);
  });

  test('CIS2 says no name and no role unasked', async () => {
    const user = '656005750108';
    expect(await informationOn({ provider: 'cis2', user })).toEqual({ sub: user, nhsid_useruid: user });
    const named = await informationOn({ provider: 'cis2', user, scope: 'openid profile' });
    expect(named).toMatchObject({ given_name: 'Cerys', family_name: 'Samplett', name: 'Cerys Samplett', uid: user });
  });

  test('NHS login knows who was matched to a record, and of others how to reach them', async () => {
    const all = 'openid profile email constructor';
    expect(await informationOn({ provider: 'nhs-login', user: '9912003071', scope: all })).toEqual({
      sub: 'mock-9912003071',
      nhs_number: '9912003071',
      family_name: 'Millpond',
      birthdate: '1979-04-02',
      identity_proofing_level: 'P9',
      email: 'mona.millpond@example.com',
      email_verified: true,
    });
    const unproven = await informationOn({ provider: 'nhs-login', user: '9912003073', scope: all });
    expect(Object.keys(unproven).sort()).toEqual(['email', 'email_verified', 'sub']);
  });

  test('nothing to a token of another provider, an ID token, or none', async () => {
    const { tokens } = await signIn({ provider: 'nhs-login', user: '9912003071' });
    const ask = (authorization: string) => mock.request('/cis2/userinfo', { headers: { authorization } });
    for (const token of [tokens.access_token, tokens.id_token, 'x', '']) {
      const answer = await ask(`Bearer ${token}`);
      expect([answer.status, await answer.json()]).toMatchObject([401, { error: 'invalid_token' }]);
      expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
    }
    expect((await mock.request('/cis2/userinfo')).status).toBe(401);
  });
});

describe('a person who acts for another', () => {
  test('signs in as the other, with their own ID token inside', async () => {
    const { claims } = await signIn({ provider: 'nhs-login', user: '9912004086', more: { actor: '9912003071' } });
    const inner = z.object({ act: z.object({ sub: z.string() }) }).parse(claims).act.sub;
    expect(claims).toMatchObject({ nhs_number: '9912004086' });
    expect(decodeProtectedHeader(inner)).toMatchObject({ alg: 'RS512', typ: 'JWT', kid: expect.any(String) });
    expect(decodeJwt(inner)).toMatchObject({
      iss: `${mock.baseUrl}/nhs-login`,
      aud: 'app-1',
      nhs_number: '9912003071',
      identity_proofing_level: 'P9',
    });
  });

  test('does so at NHS login alone', async () => {
    const answer = await mock.post('/cis2/simulate', { user: '656005750104', client_id: 'a', actor: '656005750107' });
    expect(await answer.json()).toMatchObject({ error_description: 'actor is for NHS login alone' });
  });
});
