import { decodeJwt } from 'jose';
import * as openid from 'openid-client';
import { secretClient, signingClient } from './an-openid-client';
import { type Platform, startPlatform } from './platform';
import { bearer } from './sign-in';

let platform: Platform;
let client: openid.Configuration;
beforeAll(async () => {
  platform = await startPlatform();
  client = await signingClient(platform);
});
afterAll(() => platform?.stop());

const statusOf = async (operation: string, headers: Record<string, string> = {}): Promise<number> =>
  (await fetch(`${platform.api}/hello-world/hello/${operation}`, { headers })).status;

/** The application signs the user in at the identity provider itself, and trades the ID token in. */
async function exchange(provider: 'cis2' | 'nhs-login', user: string) {
  const signedIn = await fetch(`${platform.identity}/${provider}/simulate`, {
    method: 'POST',
    body: new URLSearchParams({ user, client_id: platform.application().clientId }),
  });
  const { id_token } = (await signedIn.json()) as { id_token: string };
  return openid.genericGrantRequest(client, 'urn:ietf:params:oauth:grant-type:token-exchange', {
    subject_token: id_token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
  });
}

describe('application-restricted access', () => {
  test('by API key', async () => {
    expect(await statusOf('application', { apikey: platform.application().apiKey })).toBe(200);
    expect(await statusOf('application', { apikey: `${platform.application().apiKey}x` })).toBe(401);
  });

  test('by signed JWT', async () => {
    const { access_token, expires_in, refresh_token } = await openid.clientCredentialsGrant(client);
    expect([await statusOf('application', bearer(access_token)), expires_in, refresh_token]).toEqual([
      200,
      599,
      undefined,
    ]);
  });
});

describe.each([
  ['cis2', '656005750104', 'nhs-cis2-aal3', 43_199],
  ['nhs-login', '9912003071', 'nhs-login-p9', 3_599],
] as const)('a user whom the application signed in at %s', (provider, user, mode, period) => {
  test('is let in by an access token, and again by a refreshed one, each used once', async () => {
    const first = await exchange(provider, user);
    expect(decodeJwt(first.access_token)).toMatchObject({
      mode,
      scope: expect.stringContaining('urn:nhsd:apim:user-'),
    });
    expect([first.refresh_count, Number(first.refresh_token_expires_in)]).toEqual(['0', period]);
    expect(await statusOf('user', bearer(first.access_token))).toBe(200);

    const second = await openid.refreshTokenGrant(client, first.refresh_token ?? '');
    expect(second.refresh_count).toBe('1');
    expect(Number(second.refresh_token_expires_in)).toBeLessThanOrEqual(period);
    expect(await statusOf('user', bearer(second.access_token))).toBe(200);

    // Its answer may have been lost: until the successor is used it is the same again.
    const repeated = await openid.refreshTokenGrant(client, first.refresh_token ?? '');
    expect(repeated.refresh_token).toBe(second.refresh_token);
    const third = await openid.refreshTokenGrant(client, second.refresh_token ?? '');
    const replayed = openid.refreshTokenGrant(client, first.refresh_token ?? '');
    await expect(replayed).rejects.toMatchObject({ status: 401, error: 'invalid_grant' });
    const heir = openid.refreshTokenGrant(client, third.refresh_token ?? '');
    await expect(heir).rejects.toMatchObject({ status: 401, error: 'invalid_grant' });
  });

  test('is out once the application revokes any token of the sign-in', async () => {
    const { access_token, refresh_token = '' } = await exchange(provider, user);
    await openid.tokenRevocation(client, refresh_token);
    expect(await statusOf('user', bearer(access_token))).toBe(401);
    await expect(openid.refreshTokenGrant(client, refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a producer may ask what an access token is worth', () => {
  test('until it is revoked, and without learning who the user is', async () => {
    const producer = await secretClient(platform, platform.application().producer);
    const { access_token } = await exchange('nhs-login', '9912003071');
    const said = await openid.tokenIntrospection(producer, access_token);
    expect(said).toMatchObject({ active: true, client_id: platform.application().clientId, mode: 'nhs-login-p9' });
    expect(JSON.stringify(said)).not.toContain('9912003071');
    expect(said).not.toHaveProperty('identity');

    await openid.tokenRevocation(client, access_token);
    expect(await openid.tokenIntrospection(producer, access_token)).toEqual({ active: false });
  });

  test('which nobody else may', async () => {
    const { access_token } = await openid.clientCredentialsGrant(client);
    const asked = openid.tokenIntrospection(await secretClient(platform), access_token);
    await expect(asked).rejects.toMatchObject({ status: 401, error: 'unauthorized_client' });
  });
});
