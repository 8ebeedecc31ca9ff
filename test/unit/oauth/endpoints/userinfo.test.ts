import { aSignInServer, type SignInServer } from '../sign-in/sign-in-server';

let server: SignInServer;
beforeEach(async () => {
  server = await aSignInServer();
  server.cis2.faults.userinfo = { name: 'Ada Nurse' };
});

const signedIn = async (changes: Record<string, string> = {}) => {
  const { returned } = await server.signIn(changes);
  const { access_token = '', refresh_token = '' } = await server.redeem(returned.code);
  return { access_token, refresh_token };
};
const ask = (authorization?: string) =>
  server.get('/userinfo', {}, authorization === undefined ? {} : { headers: { authorization } });

describe('an application is told what CIS2 says of its user', () => {
  test('with the access token of a combined sign-in', async () => {
    const { access_token } = await signedIn();
    const { status, body, headers } = await ask(`Bearer ${access_token}`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({ sub: '656005750104', name: 'Ada Nurse' });
  });

  test('with one that it was refreshed to', async () => {
    const { refresh_token } = await signedIn();
    const client = { client_id: 'app-1', client_secret: 'secret' };
    const next = await server.issueToken({ grant_type: 'refresh_token', ...client, refresh_token });
    expect((await ask(`Bearer ${next.access_token}`)).status).toBe(200);
  });

  test('while nothing that is stored shows the access token of CIS2', async () => {
    const { access_token } = await signedIn();
    await ask(`Bearer ${access_token}`);
    const [authorizationId = ''] = (await server.signIn()).returned.code?.split('.') ?? [];
    const authorization = await server.authorizations.find(authorizationId);
    const opened = await server.upstreamTokens.open(authorization?.upstream?.accessToken ?? '', 'app-1');
    expect(opened).toMatch(/^[\da-f-]{36}$/);
    expect(JSON.stringify(authorization)).not.toContain(opened);
  });
});

describe('it is refused', () => {
  const invalid = (error_description: string) => ({
    status: 401,
    body: { error: 'invalid_token', error_description, message_id: 'gateway-request-1' },
  });
  const refused = invalid('access_token is missing, invalid or expired');

  test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer x', 'Bearer a.b.c', 'Bearer x, Bearer y'])(
    'with the header %j',
    async (authorization) => {
      const answer = await ask(authorization);
      expect(answer).toMatchObject(refused);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    },
  );

  test('with a token in the query (RFC 9700 §4.3.2)', async () => {
    const { access_token } = await signedIn();
    expect(await server.get('/userinfo', { access_token })).toMatchObject(refused);
  });

  test('once the token has expired', async () => {
    const { access_token } = await signedIn();
    server.clock.advance(600);
    expect(await ask(`Bearer ${access_token}`)).toMatchObject(refused);
  });

  test('once it is revoked', async () => {
    const { access_token } = await signedIn();
    await server.revokeToken({ client_id: 'app-1', client_secret: 'secret', token: access_token });
    expect(await ask(`Bearer ${access_token}`)).toMatchObject(refused);
  });

  test('once the application is', async () => {
    const { access_token } = await signedIn();
    await server.applications.save({ ...server.registered, revision: 2, status: 'revoked' });
    expect(await ask(`Bearer ${access_token}`)).toMatchObject(refused);
  });

  test('once the session with CIS2 is over', async () => {
    const { access_token } = await signedIn();
    server.cis2.forgetAccessTokens();
    const over = invalid('the session with NHS CIS2 is over - the user must sign in again');
    expect(await ask(`Bearer ${access_token}`)).toMatchObject(over);
  });

  test('of a user of NHS login, in the words of the original platform', async () => {
    const { access_token } = await signedIn({ scope: 'nhs-login' });
    expect(await ask(`Bearer ${access_token}`)).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_request',
        error_description: expect.stringMatching(
          /^The Userinfo endpoint is only supported for Combined Auth integrations\. Currently this is only for NHS CIS2 authentications - /,
        ),
      },
    });
  });

  test('while CIS2 is down, and not once it is up again', async () => {
    const { access_token } = await signedIn();
    server.cis2.faults.outage = 'unreachable';
    expect(await ask(`Bearer ${access_token}`)).toMatchObject({
      status: 503,
      body: { error: 'temporarily_unavailable' },
    });
    delete server.cis2.faults.outage;
    expect((await ask(`Bearer ${access_token}`)).status).toBe(200);
  });

  test('without a detail where our own store is down', async () => {
    const { access_token } = await signedIn();
    jest.spyOn(server.authorizations, 'find').mockRejectedValueOnce(new Error('secret-table is gone'));
    const { status, body } = await ask(`Bearer ${access_token}`);
    expect(status).toBe(500);
    expect(body).toMatchObject({ error: 'unknown_error' });
    expect(JSON.stringify(body)).not.toContain('secret-table');
  });

  test('by POST', async () => {
    const answer = await server.get('/userinfo', {}, { method: 'POST' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  });
});
