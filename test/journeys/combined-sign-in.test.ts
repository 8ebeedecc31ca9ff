import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import * as openid from 'openid-client';
import { aCookieJar } from '../a-cookie-jar';
import { secretClient, signingClient } from './an-openid-client';
import { type Platform, startPlatform } from './platform';
import { bearer } from './sign-in';

let platform: Platform;
let client: openid.Configuration;
let redirect_uri: string;
beforeAll(async () => {
  platform = await startPlatform();
  client = await secretClient(platform);
  redirect_uri = platform.application().redirectUris[0] ?? '';
}, 180_000);
afterAll(() => platform?.stop());

const statusOf = async (token: string): Promise<number> =>
  (await fetch(`${platform.api}/hello-world/hello/user`, { headers: bearer(token) })).status;

/** The browser of whoever signs in. */
const browser = aCookieJar();
const open = async (address: string | URL): Promise<Response> => {
  const answer = await fetch(address, { redirect: 'manual', headers: browser.header() });
  browser.keep(answer);
  return answer;
};
const sentOn = async (address: string | URL): Promise<URL> => {
  const answer = await open(address);
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get('location') ?? '');
};

interface Trip {
  readonly user: string;
  /** What the application asks for. */
  readonly ask?: Record<string, string>;
  /** What the user does at the provider. */
  readonly act?: Record<string, string>;
}

/** The user's way through a browser: to the platform, to the provider, and back to the platform's callback. */
async function toCallback({ user, ask = {}, act = {} }: Trip) {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const expectedState = openid.randomState();
  const address = openid.buildAuthorizationUrl(client, {
    redirect_uri,
    state: expectedState,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...ask,
  });
  const provider = await sentOn(address);
  for (const [name, value] of Object.entries({ login_hint: user, ...act })) provider.searchParams.set(name, value);
  return { callback: await sentOn(provider), checks: { pkceCodeVerifier, expectedState } };
}

/** Whatever opens something, or would link a user to what is logged. */
const secrets = new Set<string>();

async function signIn(trip: Trip, as = client) {
  const { callback, checks } = await toCallback(trip);
  expect(callback.href).toMatch(`${platform.auth}/oauth2/callback?`);
  const back = await sentOn(callback);
  const tokens = await openid.authorizationCodeGrant(as, back, checks);
  for (const { searchParams } of [callback, back]) {
    for (const name of ['code', 'state']) secrets.add(searchParams.get(name) ?? '');
  }
  for (const secret of [tokens.access_token, tokens.refresh_token ?? '', checks.pkceCodeVerifier]) secrets.add(secret);
  return tokens;
}

const nurse = { user: '656005750104' };
const patient = { user: '9912003071', ask: { scope: 'nhs-login' } };

describe.each([
  ['CIS2', nurse, 'nhs-cis2-aal3', 43_199],
  ['NHS login', patient, 'nhs-login-p9', 3_599],
] as const)('a user whom the platform signs in at %s', (_provider, trip, mode, period) => {
  test('is let in, and stays so by refreshed tokens', async () => {
    const first = await signIn(trip);
    expect(decodeJwt(first.access_token)).toMatchObject({ mode, client_id: platform.application().clientId });
    expect([first.expires_in, first.refresh_count, first.refresh_token_expires_in]).toEqual([599, '0', String(period)]);
    expect(await statusOf(first.access_token)).toBe(200);
    const second = await openid.refreshTokenGrant(client, first.refresh_token ?? '');
    expect(await statusOf(second.access_token)).toBe(200);
  });

  test('is out once the application revokes a token', async () => {
    const { access_token, refresh_token = '' } = await signIn(trip);
    await openid.tokenRevocation(client, refresh_token);
    expect(await statusOf(access_token)).toBe(401);
  });

  test('is signed in for an application that proves itself by a signed JWT, too', async () => {
    const { access_token } = await signIn(trip, await signingClient(platform));
    expect(await statusOf(access_token)).toBe(200);
  });
});

describe('userinfo', () => {
  test('tells the application what CIS2 knows of a healthcare worker', async () => {
    const { access_token } = await signIn(nurse);
    const told = await openid.fetchUserInfo(client, access_token, nurse.user);
    expect(told).toMatchObject({ sub: nurse.user, nhsid_nrbac_roles: [{ person_roleid: '555254240100' }] });
    await openid.tokenRevocation(client, access_token);
    expect((await fetch(`${platform.api}/oauth2/userinfo`, { headers: bearer(access_token) })).status).toBe(401);
  });

  test('is not there for patients', async () => {
    const { access_token } = await signIn(patient);
    const answer = await fetch(`${platform.api}/oauth2/userinfo`, { headers: bearer(access_token) });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ error_description: expect.stringContaining('Combined Auth integrations') }),
    ]);
  });
});

describe('a sign-in that is none', () => {
  test('goes back to the application as an error with its state', async () => {
    const { callback, checks } = await toCallback({ ...nurse, act: { decline: 'true' } });
    const back = await sentOn(callback);
    await expect(openid.authorizationCodeGrant(client, back, checks)).rejects.toMatchObject({ error: 'access_denied' });
  });

  test('by one state of two hundred callbacks at once is one', async () => {
    const { callback } = await toCallback(nurse);
    const headers = browser.header();
    const answers = await Promise.all(
      Array.from({ length: 200 }, async () => (await fetch(callback, { redirect: 'manual', headers })).status),
    );
    expect(answers.filter((status) => status === 302)).toHaveLength(1);
    expect(answers.filter((status) => status === 400)).toHaveLength(199);
  });

  test('leads nowhere but to a registered address', async () => {
    const asked = new URLSearchParams({
      client_id: platform.application().clientId,
      redirect_uri: `${redirect_uri}/../evil`,
      response_type: 'code',
      state: 'x',
    });
    const answer = await fetch(`${platform.auth}/oauth2/authorize?${asked}`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.json()).toMatchObject({ error_description: 'redirect_uri is invalid' });
  });

  test.each([
    ['POST', '/authorize', 'GET'],
    ['HEAD', '/callback', 'GET'],
    ['GET', '/backchannel_logout', 'POST'],
  ])('by %s %s', async (method, path, allowed) => {
    const answer = await fetch(`${platform.api}/oauth2${path}`, { method });
    expect([answer.status, answer.headers.get('allow'), await answer.text()]).toEqual([405, allowed, '']);
  });
});

test('who signs out at CIS2 is out of every API', async () => {
  const { access_token, refresh_token = '' } = await signIn(nurse);
  const told = await fetch(`${platform.identity}/cis2/logout`, {
    method: 'POST',
    body: new URLSearchParams({ user: nurse.user }),
  });
  expect(await told.json()).toMatchObject({ status: 200 });
  expect(await statusOf(access_token)).toBe(401);
  await expect(openid.refreshTokenGrant(client, refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('no code, state or token of all this is in any log', async () => {
  const { callback } = await toCallback({ ...nurse, ask: { acr_values: 'AAL3_ANY' } });
  callback.searchParams.set('code', 'a-code-that-the-provider-does-not-know');
  secrets.add('a-code-that-the-provider-does-not-know').add(callback.searchParams.get('state') ?? '');
  expect((await sentOn(callback)).searchParams.get('error')).toBe('access_denied');
  await platform.control('/_dip/flush', {});
  const folder = join(platform.state, 'logs');
  const logs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const logged = [platform.output(), ...logs].join('\n');
  expect(logged).toContain('IdentityProviderFault untrusted');
  expect([...secrets].filter((secret) => secret.length < 20)).toEqual([]);
  expect([...secrets].filter((secret) => logged.includes(secret))).toEqual([]);
});
