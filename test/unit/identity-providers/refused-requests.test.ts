import { createHash } from 'node:crypto';
import * as z from 'zod';
import { aClientAssertion, aClientKey } from '../../builders';
import { aMockProvider, type MockProviders, platformUri, registeredUri } from './a-mock-provider';

let mock: MockProviders;
beforeAll(async () => {
  mock = await aMockProvider();
});
afterAll(() => mock.close());

const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const right = {
  client_id: 'app-1',
  redirect_uri: registeredUri,
  response_type: 'code',
  scope: 'openid',
  state: 'state-1',
  code_challenge: challenge,
  code_challenge_method: 'S256',
  login_hint: '656005750104',
};
type Changes = Readonly<Record<string, string | undefined>>;

const without = (form: Changes) =>
  Object.fromEntries(Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined));
const authorize = (changes: Changes = {}, provider = 'cis2') =>
  mock.request(`/${provider}/authorize?${new URLSearchParams(without({ ...right, ...changes }))}`);
const locationOf = (answer: Response) => new URL(answer.headers.get('location') ?? '');
const aCode = async (changes: Changes = {}, provider = 'cis2') =>
  locationOf(await authorize(changes, provider)).searchParams.get('code') ?? '';
const exchange = async (changes: Changes, provider = 'cis2') => {
  const { client_id, redirect_uri } = right;
  const form = { grant_type: 'authorization_code', client_id, redirect_uri, code_verifier: verifier, ...changes };
  const answer = await mock.post(`/${provider}/token`, without(form));
  return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) };
};

describe('nobody is sent to where the client has not registered', () => {
  test.each([
    'https://evil.example/',
    'https://ward.example/signed-in/',
    'https://ward.example/signed-in?next=https://evil.example',
    'https://ward.example/signed-in#x',
    'https://WARD.example/signed-in',
    'https://ward.example@evil.example/signed-in',
    'https://ward.example/signed-in/../elsewhere',
    'http://ward.example/signed-in',
    '//evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://127.0.0.1/cb',
    'http://127.0.0.1.evil.example/cb',
    'http://127.0.0.1:80@evil.example/',
    'http://127.0.0.1\\@evil.example/',
    'http://localhost.evil.example/',
    'http://user@localhost/',
    'http://localhost:99999/',
    'http://localhost/#x',
    'http://localhost/\r\nSet-Cookie: a=b',
    'http://2130706433/',
    'http://0.0.0.0/',
    platformUri,
  ])('%s', async (redirect_uri) => {
    const answer = await authorize({ redirect_uri });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.text()).toContain('redirect_uri is not one that the application has registered');
  });

  test.each([
    ['no redirect_uri', { redirect_uri: undefined }],
    ['no client_id', { client_id: undefined }],
    ['a client nobody registered', { client_id: 'app-9' }],
    ['another client’s', { client_id: 'dip-local' }],
    ['the platform on a user’s machine', { client_id: 'dip-local', redirect_uri: 'http://localhost/' }],
    ['a redirect_uri beyond all measure', { redirect_uri: `${registeredUri}?${'x'.repeat(600)}` }],
  ])('%s', async (_what, changes) => {
    const answer = await authorize(changes);
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  test('a revoked application, or a parameter given twice', async () => {
    mock.register('app-3', { status: 'revoked' });
    expect((await authorize({ client_id: 'app-3' })).status).toBe(400);
    const twice = `/cis2/authorize?${new URLSearchParams(right)}&redirect_uri=https%3A%2F%2Fevil.example`;
    expect((await mock.request(twice)).status).toBe(400);
  });

  test.each(['http://127.0.0.1:1/', 'http://localhost', 'http://localhost:65535/a?b=c', 'http://[::1]/cb'])(
    'but %s is the user’s own machine',
    async (redirect_uri) => {
      const location = locationOf(await authorize({ redirect_uri }));
      expect(location.origin).toBe(new URL(redirect_uri).origin);
      location.searchParams.delete('code');
      expect(location.searchParams.get('b')).toBe(new URL(redirect_uri).searchParams.get('b'));
    },
  );
});

describe('a request that is wrong otherwise is answered to the client', () => {
  test.each([
    [{ response_type: undefined }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_mode: 'fragment' }, 'invalid_request'],
    [{ scope: undefined }, 'invalid_scope'],
    [{ scope: 'profile' }, 'invalid_scope'],
    [{ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge_method: undefined }, 'invalid_request'],
    [{ code_challenge: 'short' }, 'invalid_request'],
    [{ request: 'x' }, 'request_not_supported'],
    [{ request_uri: 'https://evil.example' }, 'request_uri_not_supported'],
    [{ login_hint: 'nobody' }, 'login_required'],
    [{ login_hint: undefined, prompt: 'none' }, 'login_required'],
    [{ acr_values: 'AAL3_ANY', login_hint: '656005750110' }, 'unmet_authentication_requirements'],
    [{ actor: '656005750107' }, 'invalid_request'],
    [{ actor: '656005750107', login_hint: undefined }, 'invalid_request'],
    [{ decline: 'true' }, 'access_denied'],
  ])('%j: %s', async (changes, error) => {
    const answer = await authorize(changes);
    expect(answer.status).toBe(302);
    const { origin, searchParams } = locationOf(answer);
    expect([origin, searchParams.get('error'), searchParams.get('state'), searchParams.get('code')]).toEqual([
      'https://ward.example',
      error,
      'state-1',
      null,
    ]);
  });
});

describe('a code is good for one client, one request and one minute', () => {
  const invalid = { status: 400, body: { error: 'invalid_grant' } };

  test('as it is: yes', async () => {
    expect(await exchange({ code: await aCode() })).toMatchObject({ status: 200, body: { token_type: 'Bearer' } });
  });

  test.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }],
    ['no verifier', { code_verifier: undefined }],
    ['the challenge as verifier', { code_verifier: challenge }],
    ['another client', { client_id: 'app-2' }],
    ['another redirect_uri', { redirect_uri: 'http://localhost/' }],
    ['no redirect_uri', { redirect_uri: undefined }],
  ])('%s: no', async (_what, changes) => {
    expect(await exchange({ code: await aCode(), ...changes })).toMatchObject(invalid);
  });

  test('altered, unsigned, of the other provider, or another kind of token: no', async () => {
    const code = await aCode();
    const [head = '', body = '', signature = ''] = code.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, user: '656005750107' })).toString('base64url');
    const none = Buffer.from('{"alg":"none","typ":"code+jwt"}').toString('base64url');
    const { body: tokens } = await exchange({ code });
    const elsewhere = await aCode({ login_hint: '9912003071' }, 'nhs-login');
    const all = [`${head}.${forged}.${signature}`, `${none}.${body}.`, elsewhere, tokens.access_token, tokens.id_token];
    for (const other of [...all, 'x']) expect(await exchange({ code: String(other) })).toMatchObject(invalid);
  });

  test('after a minute: no', async () => {
    const code = await aCode();
    mock.clock.advance(59);
    expect((await exchange({ code })).status).toBe(200);
    mock.clock.advance(2);
    expect(await exchange({ code })).toMatchObject(invalid);
  });

  test.each([
    [{ grant_type: undefined }, 'invalid_request'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
    [{ code: undefined }, 'invalid_request'],
    [{ client_id: undefined }, 'invalid_client'],
    [{ client_id: 'app-9' }, 'invalid_client'],
    [{ client_secret: 'secret' }, 'invalid_client'],
  ])('%j: %s', async (changes, error) => {
    expect((await exchange({ code: await aCode(), ...changes })).body).toMatchObject({ error });
  });

  test('a second way to authenticate, or a parameter twice, is refused', async () => {
    const headers = { authorization: 'Basic YTpi' };
    const answer = await mock.request('/cis2/token', { method: 'POST', headers, body: 'grant_type=x' });
    expect(answer.status).toBe(401);
    expect((await mock.request('/cis2/token', { method: 'POST', body: 'code=a&code=b' })).status).toBe(400);
  });
});

describe('the platform proves itself with its key', () => {
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  const asPlatform = { client_id: 'dip-local', redirect_uri: platformUri };
  const assertion = (parts = {}, key = mock.platformKey.privateKey) =>
    aClientAssertion({ key, clock: mock.clock, audience: `${mock.baseUrl}/cis2`, application: 'dip-local' }, parts);
  const exchangeWith = async (client_assertion: string | undefined, changes: Changes = {}) =>
    exchange({
      ...asPlatform,
      code: await aCode(asPlatform),
      client_assertion_type: type,
      client_assertion,
      ...changes,
    });

  test('for the issuer or its token endpoint', async () => {
    expect((await exchangeWith(await assertion())).status).toBe(200);
    const atEndpoint = await assertion({ claims: { aud: `${mock.baseUrl}/cis2/token` } });
    expect((await exchangeWith(atEndpoint, { client_id: undefined })).status).toBe(200);
  });

  test('by PS256 too', async () => {
    const pss = await assertion({ header: { alg: 'PS256', kid: 'key-2' } }, mock.platformPssKey.privateKey);
    expect((await exchangeWith(pss)).status).toBe(200);
  });

  test('and with nothing less', async () => {
    const otherKey = (await aClientKey()).privateKey;
    const refused: [string | undefined, Changes?][] = [
      [undefined],
      ['x.y.z'],
      [await assertion({}, otherKey)],
      [await assertion({ claims: { aud: `${mock.baseUrl}/nhs-login` } })],
      [await assertion({ claims: { exp: mock.clock.seconds() - 60 } })],
      [await assertion({ claims: { exp: mock.clock.seconds() + 3600 } })],
      [await assertion({ claims: { jti: undefined } })],
      [await assertion({ claims: { iss: 'app-1' } })],
      [await assertion({ claims: { sub: 'app-1', iss: 'app-1' } }), { client_id: 'app-1' }],
      [await assertion(), { client_id: 'app-1' }],
      [await assertion(), { client_assertion_type: 'x' }],
    ];
    for (const [client_assertion, changes] of refused) {
      expect(await exchangeWith(client_assertion, changes)).toMatchObject({
        status: 401,
        body: { error: 'invalid_client' },
      });
    }
  });

  test('and needs no PKCE, but a verifier for a code without challenge is refused', async () => {
    const plain = { code_challenge: undefined, code_challenge_method: undefined };
    const code = await aCode({ ...asPlatform, ...plain });
    const proof = { ...asPlatform, code, client_assertion_type: type };
    const withVerifier = await exchange({ ...proof, client_assertion: await assertion() });
    expect(withVerifier.body).toMatchObject({ error: 'invalid_grant' });
    const answer = await exchange({ ...proof, client_assertion: await assertion(), code_verifier: undefined });
    expect(answer.status).toBe(200);
  });
});

test('a fault of what they stand on is answered without its cause, and passes', async () => {
  mock.outage.begun = true;
  const answer = await authorize();
  expect([answer.status, await answer.json()]).toEqual([500, { error: 'server_error' }]);
  expect(mock.faults).toHaveLength(1);
  const logout = await mock.post('/cis2/logout', { sid: 'session-1' });
  expect([logout.status, await logout.json()]).toMatchObject([502, { error: 'temporarily_unavailable' }]);
  mock.outage.begun = false;
  expect((await authorize()).status).toBe(302);
});
