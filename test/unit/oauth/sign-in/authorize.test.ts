import { sha256SecretHash } from '../../../../adapters/node/secret-hash';
import { authorizationServerLimits } from '../../../../lib/config/rate-limits';
import { aSignInServer, browserOrigin, issuer, redirectUri, returnedTo, type SignInServer } from './sign-in-server';

let server: SignInServer;
beforeEach(async () => {
  server = await aSignInServer();
});

const challenge = sha256SecretHash.of('verifier');

describe('a user is sent', () => {
  test('to CIS2, as the original platform does, with proofs of our own', async () => {
    const { status, headers, location } = await server.authorize();
    expect(status).toBe(302);
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
    const { origin, pathname } = new URL(location ?? '');
    expect(`${origin}${pathname}`).toBe('https://identity.example/cis2/authorize');
    expect(returnedTo(location)).toEqual({
      response_type: 'code',
      client_id: 'dip-test',
      redirect_uri: `${browserOrigin.url}/callback`,
      scope: 'openid nationalrbacaccess',
      acr_values: 'AAL3_ANY',
      max_age: '300',
      state: expect.stringMatching(/^dip_\w{49}$/),
      nonce: expect.stringMatching(/^dip_\w{49}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  test('to NHS login where scope says so, and to CIS2 with any other', async () => {
    const { location } = await server.authorize({ scope: 'nhs-login' });
    expect(location).toMatch(/^https:\/\/identity\.example\/nhs-login\/authorize\?/);
    expect(returnedTo(location)).toMatchObject({ scope: 'openid profile', max_age: '300' });
    expect(returnedTo(location)).not.toHaveProperty('acr_values');
    for (const scope of ['openid', 'nhs-cis2', 'NHS-LOGIN', 'openid nhs-login']) {
      expect((await server.authorize({ scope })).location).toMatch(/^https:\/\/identity\.example\/cis2\//);
    }
  });

  test('at the level that the application asks for', async () => {
    const { location } = await server.authorize({ acr_values: 'AAL2_OR_AAL3_ANY' });
    expect(returnedTo(location).acr_values).toBe('AAL2_OR_AAL3_ANY');
  });

  test('with a state and a nonce that never repeat', async () => {
    const sent = await Promise.all([1, 2, 3].map(() => server.authorize()));
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(new Set(sent.map(({ location }) => returnedTo(location)[name])).size).toBe(3);
    }
  });

  test('without the provider being asked each time how it is reached', async () => {
    await Promise.all([server.authorize(), server.authorize()]);
    await server.authorize();
    expect(server.cis2.requests).toEqual(['/.well-known/openid-configuration']);
    server.clock.advance(3600);
    await server.authorize();
    expect(server.cis2.requests).toHaveLength(2);
  });
});

describe('nobody is redirected', () => {
  const refused = (status: number, error: string, error_description: string) => ({
    status,
    location: null,
    body: { error, error_description, message_id: 'gateway-request-1' },
  });

  test.each([
    ['without client_id', { client_id: undefined }, 401, 'client_id is missing'],
    ['for an unknown client_id', { client_id: 'nobody' }, 401, 'client_id is invalid'],
    ['without redirect_uri', { redirect_uri: undefined }, 400, 'redirect_uri is missing'],
    ['with an empty one', { redirect_uri: '' }, 400, 'redirect_uri is missing'],
    [
      'even where state is wrong too',
      { redirect_uri: 'https://evil.example', state: '' },
      400,
      'redirect_uri is invalid',
    ],
  ])('%s', async (_case, changes, status, description) => {
    expect(await server.authorize(changes)).toMatchObject(refused(status, 'invalid_request', description));
  });

  test.each([
    `${redirectUri}/`,
    `${redirectUri}/more`,
    `${redirectUri}?next=https://evil.example`,
    `${redirectUri}#fragment`,
    `${redirectUri}.evil.example`,
    `${redirectUri} `,
    'https://ward.example/signed-in/../evil',
    'https://ward.example/signed%2Din',
    'https://ward.example//signed-in',
    'https://ward.example:443/signed-in',
    'https://WARD.example/signed-in',
    'http://ward.example/signed-in',
    'https://ward.example@evil.example/signed-in',
    'https://evil.example/?https://ward.example/signed-in',
    'https://ward.example\\@evil.example/signed-in',
    'https://ward.example/signed-in\r\nLocation: https://evil.example',
    '//ward.example/signed-in',
    'javascript:alert(1)',
    'https://ward.example',
  ])('to %j, which only looks like what is registered', async (redirect_uri) => {
    const answer = await server.authorize({ redirect_uri });
    expect(answer).toMatchObject(refused(400, 'invalid_request', 'redirect_uri is invalid'));
  });

  test('to a registered address with a fragment, which would swallow the answer', async () => {
    server = await aSignInServer({ application: { redirectUris: [`${redirectUri}#top`] } });
    expect((await server.authorize({ redirect_uri: `${redirectUri}#top` })).status).toBe(400);
  });

  test.each(['pending', 'revoked'] as const)('for an application that is %s', async (status) => {
    server = await aSignInServer({ application: { status } });
    const description = 'The developer app associated with the API key is not approved or revoked';
    expect(await server.authorize()).toMatchObject(refused(401, 'access_denied', description));
  });

  test.each(['client_id', 'redirect_uri', 'state', 'scope', 'code_challenge'])('where %s is repeated', async (name) => {
    const query = `client_id=app-1&redirect_uri=${encodeURIComponent(redirectUri)}&response_type=code&state=x`;
    const answer = await server.get('/authorize', `${query}&${name}=a&${name}=b`);
    expect(answer).toMatchObject(refused(400, 'invalid_request', 'A parameter is repeated'));
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD'])('by %s', async (method) => {
    const answer = await server.get('/authorize', {}, { method });
    expect([answer.status, answer.headers.get('allow'), answer.body]).toEqual([405, 'GET', '']);
  });
});

describe('the application is told', () => {
  const error = (name: string, error_description: string, more = {}) => ({ error: name, error_description, ...more });

  test.each([
    ['that state is missing', { state: undefined }, error('invalid_request', 'state is missing')],
    [
      'that response_type is missing',
      { response_type: undefined },
      error('invalid_request', 'response_type is missing', { state: 'x' }),
    ],
    [
      'that response_type is another',
      { response_type: 'token' },
      error('unsupported_response_type', 'response_type is invalid', { state: 'x' }),
    ],
    [
      'that plain PKCE is no protection',
      { code_challenge: challenge, code_challenge_method: 'plain' },
      error('invalid_request', "code_challenge_method is invalid - must be 'S256'", { state: 'x' }),
    ],
    [
      'that a challenge without a method is plain',
      { code_challenge: challenge },
      error('invalid_request', "code_challenge_method is invalid - must be 'S256'", { state: 'x' }),
    ],
    [
      'that a method goes with a challenge',
      { code_challenge_method: 'S256' },
      error('invalid_request', 'code_challenge is missing', { state: 'x' }),
    ],
    [
      'that a challenge is a hash',
      { code_challenge: 'short', code_challenge_method: 'S256' },
      error('invalid_request', 'code_challenge is invalid', { state: 'x' }),
    ],
  ])('%s', async (_case, changes, expected) => {
    const { status, location } = await server.authorize(changes);
    expect(status).toBe(302);
    expect(location?.startsWith(`${redirectUri}?error=`)).toBe(true);
    expect(returnedTo(location)).toEqual(expected);
  });

  test('in an address that both ways to decode read alike', async () => {
    const { location } = await server.authorize({ response_type: undefined, state: 'a+b &c' });
    expect(location).toBe(
      `${redirectUri}?error=invalid_request&error_description=response_type%20is%20missing&state=a%2Bb%20%26c`,
    );
  });

  test('where the address has a query, behind it', async () => {
    const { location } = await server.authorize({ redirect_uri: `${redirectUri}?tenant=a%20b`, state: undefined });
    expect(location).toBe(`${redirectUri}?tenant=a%20b&error=invalid_request&error_description=state%20is%20missing`);
  });

  test.each(['unreachable', 'status 503', 'no JSON'] as const)(
    'of a provider that is down (%s), which recovers by itself',
    async (outage) => {
      server.cis2.faults.outage = outage;
      const { location } = await server.authorize();
      const expected = error('temporarily_unavailable', 'signing in is unavailable for the moment', { state: 'x' });
      expect(returnedTo(location)).toEqual(expected);
      delete server.cis2.faults.outage;
      expect((await server.authorize()).location).toMatch(/^https:\/\/identity\.example\/cis2\//);
    },
  );

  test('of a store that is down', async () => {
    jest.spyOn(server.signIns, 'save').mockRejectedValueOnce(new Error('secret-table is gone'));
    const { location } = await server.authorize();
    expect(returnedTo(location)).toMatchObject({ error: 'server_error', state: 'x' });
    expect(location).not.toContain('secret-table');
  });
});

describe('a strict application', () => {
  beforeEach(async () => {
    server = await aSignInServer({ application: { profile: 'strict' } });
  });

  test('sends a challenge, and finds the issuer in every answer (RFC 9207)', async () => {
    const { location } = await server.authorize();
    const expected = { error: 'invalid_request', error_description: 'code_challenge is missing', state: 'x' };
    expect(returnedTo(location)).toEqual({ ...expected, iss: issuer });
    const accepted = await server.authorize({ code_challenge: challenge, code_challenge_method: 'S256' });
    expect(accepted.location).toMatch(/^https:\/\/identity\.example\/cis2\//);
  });
});

test('what is not there is not found, in the words of the original', async () => {
  expect(await server.get('/anything')).toMatchObject({
    status: 404,
    body: { error: 'invalid_request', error_description: 'Not Found', message_id: 'gateway-request-1' },
  });
});

test('an address that sends users without end is told to wait', async () => {
  const { most } = authorizationServerLimits.address;
  for (let request = 0; request < most; request += 1) await server.get('/authorize');
  const { status, headers, body } = await server.authorize();
  expect([status, headers.get('retry-after')]).toEqual([429, '60']);
  expect(body).toMatchObject({ error: 'temporarily_unavailable' });
});
