import { decodeJwt } from 'jose';
import { sha256SecretHash } from '../../../../adapters/node/secret-hash';
import { MemoryTokenSigner } from '../../../memory/memory-token-signer';
import { aSignInServer, issuer, redirectUri, returnedTo, type SignInServer } from './sign-in-server';

let server: SignInServer;
beforeEach(async () => {
  server = await aSignInServer();
});

const stateRefused = {
  status: 400,
  location: null,
  body: { error: 'invalid_request', error_description: 'Invalid state parameter.', message_id: 'gateway-request-1' },
};
const identityOf = async (accessToken = '') => server.identities.open(String(decodeJwt(accessToken).identity), 'app-1');

describe('a user comes back', () => {
  test('with a code and the application’s own state, and nothing else', async () => {
    const { status, headers, location, returned } = await server.signIn({ state: 'a state & more' });
    expect(status).toBe(302);
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
    expect(location?.startsWith(`${redirectUri}?code=`)).toBe(true);
    expect(returned).toEqual({ code: expect.any(String), state: 'a state & more' });
    expect(server.faults).toEqual([]);
  });

  test('and the application redeems the code for the tokens of the original platform', async () => {
    const { returned } = await server.signIn();
    server.clock.advance(30);
    expect(await server.redeem(returned.code)).toEqual({
      access_token: expect.any(String),
      expires_in: '599',
      token_type: 'Bearer',
      refresh_token: expect.any(String),
      refresh_token_expires_in: '43199',
      refresh_count: '0',
    });
  });

  test('from NHS login as a patient', async () => {
    const { returned } = await server.signIn({ scope: 'nhs-login' });
    const { access_token, refresh_token_expires_in } = await server.redeem(returned.code);
    expect(refresh_token_expires_in).toBe('3599');
    expect(decodeJwt(access_token ?? '')).toMatchObject({ mode: 'nhs-login-p9', client_id: 'app-1' });
    expect(await identityOf(access_token)).toEqual({
      'nhs-login-nhs-number': '9912003071',
      'nhs-login-identity-proofing-level': 'P9',
    });
    expect(server.login.requests).not.toContain('/userinfo');
  });

  test('to an address that has a query, behind it', async () => {
    const { location } = await server.signIn({ redirect_uri: `${redirectUri}?tenant=a%20b` });
    expect(location).toMatch(/signed-in\?tenant=a%20b&code=[^&]+&state=x$/);
  });

  test('with the issuer where the application is strict (RFC 9207)', async () => {
    server = await aSignInServer({ application: { profile: 'strict' } });
    const challenge = { code_challenge: sha256SecretHash.of('v'.repeat(43)), code_challenge_method: 'S256' };
    const { returned } = await server.signIn(challenge);
    expect(returned).toEqual({ code: expect.any(String), state: 'x', iss: issuer });
  });

  test('with a code that only the verifier of its challenge redeems (RFC 7636)', async () => {
    const verifier = 'v'.repeat(43);
    const challenge = { code_challenge: sha256SecretHash.of(verifier), code_challenge_method: 'S256' };
    const { returned } = await server.signIn(challenge);
    await expect(server.redeem(returned.code)).rejects.toThrow('code_verifier_invalid');
    await expect(server.redeem(returned.code, { code_verifier: 'w'.repeat(43) })).rejects.toThrow();
    expect(await server.redeem(returned.code, { code_verifier: verifier })).toHaveProperty('access_token');
  });

  test('and the application may ask for a shorter period', async () => {
    const { returned } = await server.signIn();
    const tokens = await server.redeem(returned.code, { _refresh_tokens_validity_ms: '600000' });
    expect(tokens.refresh_token_expires_in).toBe('600');
  });

  test('with a code that is good for a minute', async () => {
    const { returned } = await server.signIn();
    server.clock.advance(60);
    await expect(server.redeem(returned.code)).rejects.toThrow('code_invalid');
  });
});

describe('the roles of a healthcare worker', () => {
  const signedInWith = async (userinfo: Record<string, unknown>) => {
    server.cis2.faults.userinfo = userinfo;
    const { access_token } = await server.redeem((await server.signIn()).returned.code);
    return identityOf(access_token);
  };
  const roles = (...ids: unknown[]) => ({ nhsid_nrbac_roles: ids.map((person_roleid) => ({ person_roleid })) });

  test('are those of CIS2’s userinfo, and the only one is the one in use', async () => {
    const one = { 'cis2-roles': ['555254240100'], 'cis2-urid': '555254240100' };
    expect(await signedInWith(roles('555254240100'))).toMatchObject(one);
  });

  test('leave open which of several is in use, unless the user selected one', async () => {
    const several = await signedInWith(roles('1', '2'));
    expect(several).toMatchObject({ 'cis2-roles': ['1', '2'] });
    expect(several).not.toHaveProperty('cis2-urid');
    expect(await signedInWith({ ...roles('1', '2'), selected_roleid: '2' })).toMatchObject({ 'cis2-urid': '2' });
  });

  test('are fifty at most, each a number', async () => {
    const many = Array.from({ length: 70 }, (_, index) => String(index));
    const { 'cis2-roles': kept } = await signedInWith(roles('x', '1'.repeat(21), 7, null, ...many));
    expect(kept).toEqual(many.slice(0, 50));
  });

  test.each([[{}], [{ nhsid_nrbac_roles: 'none' }]])('are not known from %j', async (userinfo) => {
    expect(await signedInWith(userinfo)).not.toHaveProperty('cis2-roles');
  });
});

describe('a state', () => {
  test('lets exactly one of 200 at the same time through', async () => {
    const { location } = await server.authorize();
    const brought = server.cis2.signIn(location ?? '');
    const answers = await Promise.all(Array.from({ length: 200 }, () => server.callback(brought)));
    const codes = answers.flatMap(({ location: to }) => (to === null ? [] : [returnedTo(to)]));
    expect(codes).toEqual([{ code: expect.any(String), state: 'x' }]);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(199);
  });

  test('is good for one answer, be it a wrong one', async () => {
    const { location } = await server.authorize();
    const brought = server.cis2.signIn(location ?? '');
    expect(returnedTo((await server.callback({ ...brought, code: 'another' })).location).error).toBe('access_denied');
    expect(await server.callback(brought)).toMatchObject(stateRefused);
  });

  test.each([
    ['is missing', {}],
    ['is empty', { state: '' }],
    ['was never given out', { state: 'forged' }],
    ['is the hash that the store knows it by', { state: sha256SecretHash.of('forged') }],
  ])('is refused where it %s', async (_case, changes) => {
    expect(await server.callback({ code: 'x', ...changes })).toMatchObject(stateRefused);
  });

  test('is refused where it is repeated', async () => {
    expect((await server.callback('code=x&state=a&state=b')).status).toBe(400);
  });

  test('is refused ten minutes later, though the store still has it', async () => {
    const { location } = await server.authorize();
    server.clock.advance(600);
    expect(await server.callback(server.cis2.signIn(location ?? ''))).toMatchObject(stateRefused);
  });

  test('is not used up by a look', async () => {
    const { location } = await server.authorize();
    const brought = server.cis2.signIn(location ?? '');
    const answer = await server.get('/callback', brought, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await server.callback(brought)).status).toBe(302);
  });
});

describe('an answer that is not this provider’s, or not for this request, gives no code', () => {
  const denied = {
    error: 'access_denied',
    error_description: "the identity provider's answer could not be verified",
    state: 'x',
  };
  const answerTo = async (changes: Record<string, string | undefined>) => {
    const { location } = await server.authorize();
    const { location: back } = await server.callback({ ...server.cis2.signIn(location ?? ''), ...changes });
    return returnedTo(back);
  };

  test.each([
    ['of another issuer, as in a mix-up', { iss: 'https://identity.example/nhs-login' }],
    ['without the issuer that this provider announces', { iss: undefined }],
    ['without a code', { code: undefined }],
    ['with a code that the provider does not know', { code: 'forged' }],
  ])('%s', async (_case, changes) => {
    expect(await answerTo(changes)).toEqual(denied);
    expect(server.faults).toHaveLength(1);
  });

  test('with a code of another user’s sign-in', async () => {
    const victim = server.cis2.signIn((await server.authorize()).location ?? '');
    expect(await answerTo({ code: victim.code })).toEqual(denied);
  });

  test.each([
    ['another nonce', { nonce: 'another' }],
    ['no nonce', { nonce: undefined }],
    ['another audience', { aud: 'another-client' }],
    ['another audience beside ours, and no authorised party', { aud: ['dip-test', 'another-client'] }],
    ['another issuer', { iss: 'https://identity.example/nhs-login' }],
    ['an end that has passed', { exp: 1_767_604_200 }],
    ['a sign-in of an hour ago', { auth_time: Math.floor(Date.now() / 1000) - 3600 }],
    ['no time of the sign-in', { auth_time: undefined }],
    ['no user', { sub: undefined }],
    ['an actor that is no ID token', { act: { sub: 'somebody' } }],
  ])('whose ID token has %s', async (_case, claims) => {
    server.cis2.faults.claims = claims;
    expect(await answerTo({})).toEqual(denied);
  });

  test('whose ID token somebody else signed', async () => {
    server.cis2.faults.signer = await MemoryTokenSigner.create({ kid: 'cis2-1', algorithm: 'RS256' });
    expect(await answerTo({})).toEqual(denied);
  });

  test('whose userinfo is about somebody else', async () => {
    server.cis2.faults.userinfo = { sub: 'somebody-else' };
    expect(await answerTo({})).toEqual(denied);
  });
});

test.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
  'claims and members by a name of JavaScript’s own are not looked at: %s',
  async (name) => {
    const own = JSON.parse(`{"${name}":{"authentication_assurance_level":"1","sub":"x"}}`) as Record<string, unknown>;
    server.cis2.faults.claims = own;
    server.cis2.faults.userinfo = own;
    const { returned } = await server.signIn({ [name]: 'x' });
    const { access_token } = await server.redeem(returned.code);
    expect(decodeJwt(access_token ?? '')).toMatchObject({ mode: 'nhs-cis2-aal3' });
    expect(await identityOf(access_token)).toMatchObject({ 'cis2-uuid': '656005750104' });
    expect((await server.get('/authorize', { client_id: name, redirect_uri: redirectUri })).status).toBe(401);
  },
);

describe('one person for another', () => {
  const actorToken = (claims: Record<string, unknown> = {}) =>
    server.keys[1]?.sign({
      typ: 'JWT',
      claims: {
        iss: server.login.issuer,
        aud: 'dip-test',
        exp: server.clock.seconds() + 300,
        nhs_number: '9912003072',
        identity_proofing_level: 'P9',
        ...claims,
      },
    });

  test('is known by an ID token of their own', async () => {
    server.allowDelegation();
    server.login.faults.claims = { act: { sub: await actorToken() } };
    const { returned } = await server.signIn({ scope: 'nhs-login' });
    const { access_token } = await server.redeem(returned.code);
    expect(await identityOf(access_token)).toMatchObject({
      'nhs-login-nhs-number': '9912003071',
      'nhs-login-actor-nhs-number': '9912003072',
    });
  });

  test('needs an API that allows it', async () => {
    server.login.faults.claims = { act: { sub: await actorToken() } };
    expect((await server.signIn({ scope: 'nhs-login' })).returned.error).toBe('unauthorized_client');
  });

  test('is refused where that was issued to somebody else', async () => {
    server.allowDelegation();
    server.login.faults.claims = { act: { sub: await actorToken({ aud: 'another-client' }) } };
    expect((await server.signIn({ scope: 'nhs-login' })).returned.error).toBe('access_denied');
  });
});

describe('the application is told', () => {
  const answer = async (query: Record<string, string>) => {
    const { location } = await server.authorize();
    const { state = '', iss = '' } = server.cis2.signIn(location ?? '');
    return returnedTo((await server.callback({ state, iss, ...query })).location);
  };

  test.each([
    ['access_denied', 'access_denied'],
    ['login_required', 'access_denied'],
    ['server_error', 'temporarily_unavailable'],
    ['temporarily_unavailable', 'temporarily_unavailable'],
  ])('of the provider’s %s as %s, in no words of the provider’s', async (error, told) => {
    const returned = await answer({ error, error_description: '<script>', error_uri: 'https://evil.example' });
    expect(returned).toEqual({ error: told, error_description: expect.not.stringContaining('<'), state: 'x' });
  });

  test.each(['unreachable', 'status 503', 'no JSON'] as const)(
    'of a provider that goes down meanwhile (%s), which recovers by itself',
    async (outage) => {
      const { location } = await server.authorize();
      const brought = server.cis2.signIn(location ?? '');
      server.cis2.faults.outage = outage;
      expect(returnedTo((await server.callback(brought)).location)).toMatchObject({
        error: 'temporarily_unavailable',
        state: 'x',
      });
      delete server.cis2.faults.outage;
      expect((await server.signIn()).returned).toHaveProperty('code');
    },
  );

  test('of a level that no API of the application accepts', async () => {
    server.cis2.faults.claims = { authentication_assurance_level: '4' };
    expect((await server.signIn()).returned).toEqual({
      error: 'unauthorized_client',
      error_description:
        'you have tried to request authorization but your application is not configured to use this authorization grant type',
      state: 'x',
    });
    expect(server.faults).toEqual([]);
  });

  test.each([
    ['store', () => jest.spyOn(server.authorizations, 'save')],
    ['cipher', () => jest.spyOn(server.upstreamTokens, 'seal')],
  ])('of our own %s that is down, which recovers by itself', async (_case, spy) => {
    spy().mockRejectedValueOnce(new Error('secret-table is gone'));
    const { returned, location } = await server.signIn();
    expect(returned).toMatchObject({ error: 'server_error', state: 'x' });
    expect(location).not.toContain('secret-table');
    expect((await server.signIn()).returned).toHaveProperty('code');
  });

  test('nothing once it is no longer registered', async () => {
    const { location } = await server.authorize();
    await server.applications.save({ ...server.registered, revision: 2, redirectUris: [] });
    expect(await server.callback(server.cis2.signIn(location ?? ''))).toMatchObject({ status: 400, location: null });
  });
});
