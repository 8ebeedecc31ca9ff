import { decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { type Platform, startPlatform } from './platform';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
}, 180_000);
afterAll(() => platform?.stop());

const redirect_uri = 'http://127.0.0.1:4711/signed-in';

/** An application signs a user in itself, as a public client of the provider. */
async function signIn(provider: string, login_hint: string, more: Record<string, string> = {}) {
  const issuer = new URL(`${platform.identity}/${provider}`);
  const { clientId } = platform.application();
  const configuration = await client.discovery(issuer, clientId, undefined, client.None(), {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const address = client.buildAuthorizationUrl(configuration, {
    redirect_uri,
    scope: 'openid profile nationalrbacaccess',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    login_hint,
    ...more,
  });
  const answer = await fetch(address, { redirect: 'manual' });
  const callback = new URL(answer.headers.get('location') ?? '');
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  const tokens = await client.authorizationCodeGrant(configuration, callback, checks);
  const claims = tokens.claims();
  const information = await client.fetchUserInfo(configuration, tokens.access_token, claims?.sub ?? '');
  return { tokens, claims, information };
}

test.each([
  ['cis2', '656005750104', 'RS256', { nhsid_nrbac_roles: [{ person_roleid: '555254240100' }] }],
  ['nhs-login', '9912003071', 'RS512', { nhs_number: '9912003071' }],
])('an application of the portal signs a user of %s in', async (provider, user, alg, known) => {
  const { tokens, information } = await signIn(provider, user);
  expect(decodeProtectedHeader(tokens.id_token ?? '').alg).toBe(alg);
  expect(information).toMatchObject(known);
});

test('one person signs in for another', async () => {
  const { claims } = await signIn('nhs-login', '9912004086', { actor: '9912003071' });
  expect(claims).toMatchObject({ nhs_number: '9912004086', act: { sub: expect.stringMatching(/^ey/) } });
});

test('who is not registered is shown a page and sent nowhere', async () => {
  const query = new URLSearchParams({ client_id: 'nobody', redirect_uri, response_type: 'code', scope: 'openid' });
  const answer = await fetch(`${platform.identity}/cis2/authorize?${query}`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  expect(await answer.text()).toContain('There is a problem');
});
