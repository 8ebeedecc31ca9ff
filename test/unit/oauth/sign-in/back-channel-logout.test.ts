import { randomUUID } from 'node:crypto';
import { MemoryTokenSigner } from '../../../memory/memory-token-signer';
import { aSignInServer, type SignInServer, worker } from './sign-in-server';

let server: SignInServer;
beforeEach(async () => {
  server = await aSignInServer();
});

const event = { 'http://schemas.openid.net/event/backchannel-logout': {} };
const logoutToken = (changes: Record<string, unknown> = {}, { typ = 'logout+jwt', signer = server.keys[0] } = {}) => {
  const iat = server.clock.seconds();
  const common = { iss: server.cis2.issuer, aud: 'dip-test', iat, exp: iat + 120, jti: randomUUID(), events: event };
  const claims = { ...common, sid: `session of ${worker.sub}`, sub: worker.sub, ...changes };
  return signer?.sign({ typ, claims }) ?? Promise.reject(new Error('no signer'));
};
const logout = async (logout_token: string | Promise<string>) =>
  server.post('/backchannel_logout', { logout_token: await logout_token });
const success = { status: 200, body: { success: true } };

const signedIn = async (changes: Record<string, string> = {}) => {
  const { access_token = '', refresh_token = '' } = await server.redeem((await server.signIn(changes)).returned.code);
  const refresh = () =>
    server.issueToken({ grant_type: 'refresh_token', client_id: 'app-1', client_secret: 'secret', refresh_token });
  const userinfo = async () =>
    (await server.get('/userinfo', {}, { headers: { authorization: `Bearer ${access_token}` } })).status;
  return { refresh, userinfo };
};

describe('who signs out at the provider', () => {
  test('is signed out of the session’s authorizations, access tokens included', async () => {
    const { refresh, userinfo } = await signedIn();
    expect(await userinfo()).toBe(200);
    expect(await logout(logoutToken({ sub: undefined }))).toEqual(success);
    expect(await userinfo()).toBe(401);
    await expect(refresh()).rejects.toThrow('refresh_token_invalid');
  });

  test('cannot have a code redeemed that is still under way', async () => {
    const { returned } = await server.signIn();
    await logout(logoutToken());
    await expect(server.redeem(returned.code)).rejects.toThrow('code_invalid');
  });

  test('is not signed in by a callback that comes later, as the session is over', async () => {
    const { location } = await server.authorize();
    const brought = server.cis2.signIn(location ?? '');
    await logout(logoutToken());
    const back = new URL((await server.callback(brought)).location ?? '');
    expect([back.searchParams.get('error'), back.searchParams.get('code')]).toEqual(['access_denied', null]);
    server.cis2.faults.claims = { sid: 'the next session' };
    expect((await server.signIn()).returned).toHaveProperty('code');
  });

  test('is signed out of every session where none is named', async () => {
    const first = await signedIn();
    server.cis2.faults.claims = { sid: 'another session' };
    const second = await signedIn();
    expect(await logout(logoutToken({ sid: undefined }))).toEqual(success);
    expect([await first.userinfo(), await second.userinfo()]).toEqual([401, 401]);
  });

  test('stays signed in elsewhere: in other sessions, as another user, at another provider', async () => {
    server.cis2.faults.claims = { sid: 'another session' };
    const otherSession = await signedIn();
    const patient = await signedIn({ scope: 'nhs-login' });
    expect(await logout(logoutToken())).toEqual(success);
    expect(await logout(logoutToken({ sid: undefined, sub: 'patient-1' }))).toEqual(success);
    expect(await otherSession.userinfo()).toBe(200);
    expect(await patient.refresh()).toHaveProperty('access_token');
  });

  test('may have been here never', async () => {
    expect(await logout(logoutToken({ sid: 'unknown' }))).toEqual(success);
  });

  test('is told of in a token without a type of its own too', async () => {
    expect(await logout(logoutToken({}, { typ: 'JWT' }))).toEqual(success);
  });
});

describe('a logout token comes again', () => {
  const used = { status: 400, body: { error_description: "Non-unique 'jti' claim in logout_token JWT" } };

  test('in vain: a user who has signed in since stays so', async () => {
    const token = await logoutToken({ sid: undefined });
    await logout(token);
    const { userinfo } = await signedIn();
    expect(await logout(token)).toMatchObject(used);
    expect(await userinfo()).toBe(200);
  });

  test('to effect where the first time failed half-way', async () => {
    const { userinfo } = await signedIn();
    const token = await logoutToken();
    jest.spyOn(server.revocations, 'revoke').mockRejectedValueOnce(new Error('secret-table is gone'));
    expect((await logout(token)).status).toBe(500);
    expect(await logout(token)).toEqual(success);
    expect(await userinfo()).toBe(401);
  });
});

describe('a logout token is refused', () => {
  const wrong = (status: number, error_description: string, error = 'invalid_request') => ({
    status,
    body: { error, error_description, message_id: 'gateway-request-1' },
  });
  const now = Math.floor(Date.now() / 1000);

  test.each<[string, Record<string, unknown>, number, string]>([
    ['has expired', { exp: now - 120 }, 400, "Invalid 'exp' claim in logout_token JWT - JWT has expired"],
    ['has no end', { exp: undefined }, 400, "Missing 'exp' claim in logout_token JWT"],
    ['is of the future', { iat: now + 600 }, 400, "Invalid 'iat'/'nbf' claim in logout_token JWT - in the future"],
    ['has no time', { iat: undefined }, 400, "Missing 'iat' claim in logout_token JWT"],
    ['is of nobody', { iss: undefined }, 400, "Missing 'iss' claim in logout_token JWT"],
    [
      'is of another issuer',
      { iss: 'https://x.example' },
      400,
      "Missing or non-matching 'iss' claim in logout_token JWT",
    ],
    ['is for nobody', { aud: undefined }, 401, "Missing 'aud' claim in logout_token JWT"],
    ['is for another client', { aud: 'app-1' }, 401, "Invalid 'aud' claim in logout_token JWT"],
    ['has no identifier', { jti: undefined }, 400, "Missing 'jti' claim in logout_token JWT"],
    ['has no event', { events: undefined }, 400, "Missing or invalid 'events' claim in logout_token JWT"],
    [
      'has another event',
      { events: { 'https://x.example': {} } },
      400,
      "Missing or invalid 'events' claim in logout_token JWT",
    ],
    ['has a nonce', { nonce: 'n' }, 400, "Invalid 'nonce' claim in logout_token JWT - must not be present"],
    ['names nobody', { sid: undefined, sub: undefined }, 400, "Missing 'sid'/'sub' claims in logout_token JWT"],
  ])('that %s', async (_case, changes, status, description) => {
    const { userinfo } = await signedIn();
    expect(await logout(logoutToken(changes))).toEqual(wrong(status, description));
    expect(await userinfo()).toBe(200);
  });

  test('that is none', async () => {
    expect(await server.post('/backchannel_logout', {})).toEqual(wrong(400, 'Missing logout_token'));
    expect(await logout('x')).toEqual(wrong(400, 'Malformed JWT in logout_token'));
    const typ = "Invalid 'typ' header in logout_token JWT - must be 'JWT'";
    expect(await logout(logoutToken({}, { typ: 'at+jwt' }))).toEqual(wrong(400, typ));
  });

  test('that the provider did not sign, be it with the other provider’s key', async () => {
    const stranger = await MemoryTokenSigner.create({ kid: 'cis2-1', algorithm: 'RS256' });
    const signature = wrong(401, 'JWT signature verification failed', 'public_key error');
    expect(await logout(logoutToken({}, { signer: stranger }))).toEqual(signature);
    const { status } = await logout(logoutToken({}, { signer: server.keys[1] as MemoryTokenSigner }));
    expect(status).toBe(401);
  });

  test('in another form, or by another method', async () => {
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await server.get('/backchannel_logout', {}, json)).status).toBe(415);
    const looked = await server.get('/backchannel_logout');
    expect([looked.status, looked.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
