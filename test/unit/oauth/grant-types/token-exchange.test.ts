import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { MemoryTokenSigner } from '../../../memory/memory-token-signer';
import { aTokenEndpoint, providers, type TokenBody, type TokenEndpoint } from '../token-endpoint';

const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const idTokenType = 'urn:ietf:params:oauth:token-type:id_token';
const nhsNumber = '9912003071';

let endpoint: TokenEndpoint;
beforeEach(async () => {
  endpoint = await aTokenEndpoint({ application: { attributes: { 'nhs-cis2-client-id': 'cis2-client' } } });
});

const claimsOf = (provider: keyof typeof providers, changes: Record<string, unknown> = {}) => ({
  iss: providers[provider].issuer,
  aud: 'app-1',
  exp: endpoint.clock.seconds() + 600,
  ...(provider === 'nhs-cis2'
    ? { sub: '656005750104', acr: 'AAL3_ANY', authentication_assurance_level: '3', selected_roleid: '555254240100' }
    : { sub: 'x', nhs_number: nhsNumber, identity_proofing_level: 'P9' }),
  ...changes,
});
const idToken = (provider: keyof typeof providers, changes: Record<string, unknown> = {}, typ = 'JWT') =>
  endpoint.upstream.sign({ typ, claims: claimsOf(provider, changes) });
const exchange = async (subject_token: string | undefined, changes: Record<string, string | undefined> = {}) => {
  const form = { grant_type: tokenExchange, subject_token_type: idTokenType, subject_token, ...changes };
  const { status, body } = await endpoint.post(await endpoint.aForm(form));
  return { status, body };
};
const claimsIn = (body: TokenBody) => decodeJwt(body.access_token ?? '');

describe('an application exchanges the ID token of a user it signed in', () => {
  test('in the words of the original platform', async () => {
    expect(await exchange(await idToken('nhs-cis2'))).toEqual({
      status: 200,
      body: {
        access_token: expect.any(String),
        expires_in: '599',
        token_type: 'Bearer',
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        refresh_token: expect.any(String),
        refresh_token_expires_in: '43199',
        refresh_count: '0',
      },
    });
  });

  test.each([
    ['nhs-cis2', { authentication_assurance_level: '1' }, 'nhs-cis2-aal1'],
    ['nhs-cis2', { authentication_assurance_level: 2 }, 'nhs-cis2-aal2'],
    ['nhs-cis2', { authentication_assurance_level: 3 }, 'nhs-cis2-aal3'],
    ['nhs-login', { identity_proofing_level: 'P0' }, 'nhs-login-p0'],
    ['nhs-login', { identity_proofing_level: 'P5' }, 'nhs-login-p5'],
    ['nhs-login', { identity_proofing_level: 'P9' }, 'nhs-login-p9'],
  ] as const)('%s %j reaches %s', async (provider, level, mode) => {
    expect(claimsIn((await exchange(await idToken(provider, level))).body).mode).toBe(mode);
  });

  test('and the access token says who the user is only to those who can decrypt it', async () => {
    const { body } = await exchange(await idToken('nhs-login'));
    const claims = claimsIn(body);
    expect(JSON.stringify(claims)).not.toContain(nhsNumber);
    expect(Buffer.from(body.access_token ?? '', 'base64url').toString()).not.toContain(nhsNumber);
    const identity = String(claims.identity);
    expect(await endpoint.identities.open(identity, 'app-1')).toEqual({
      'nhs-login-nhs-number': nhsNumber,
      'nhs-login-identity-proofing-level': 'P9',
    });
    await expect(endpoint.identities.open(identity, 'app-2')).rejects.toThrow();
  });

  test('with the role that the user chose', async () => {
    const identity = String(claimsIn((await exchange(await idToken('nhs-cis2'))).body).identity);
    expect(await endpoint.identities.open(identity, 'app-1')).toEqual({
      'cis2-uuid': '656005750104',
      'cis2-urid': '555254240100',
      'cis2-acr': 'AAL3_ANY',
    });
  });

  test('issued to the client id that it has at the provider', async () => {
    expect((await exchange(await idToken('nhs-cis2', { aud: 'cis2-client' }))).status).toBe(200);
  });

  test('issued to several, of which it is the one that asked', async () => {
    const several = { aud: ['another', 'app-1'], azp: 'app-1' };
    expect((await exchange(await idToken('nhs-login', several))).status).toBe(200);
  });
});

describe('an exchange is refused', () => {
  const invalid = (status: number, error_description: string) => ({
    status,
    body: expect.objectContaining({ error: 'invalid_request', error_description }),
  });

  test.each([
    ['without a subject_token', { subject_token: undefined }, 'Missing subject_token'],
    ['with one that is no JWT', { subject_token: 'invalid' }, 'Malformed JWT in subject_token'],
    ['of another grant', { grant_type: 'client_credentials' }, 'grant_type is invalid'],
    ['of no grant', { grant_type: undefined }, 'grant_type is invalid'],
    [
      'of another type',
      { subject_token_type: 'invalid' },
      "missing or invalid subject_token_type - must be 'urn:ietf:params:oauth:token-type:id_token'",
    ],
    ['without an assertion', { client_assertion: undefined }, 'Missing client_assertion'],
    ['that names an actor', { actor_token: 'x' }, 'actor_token is not supported'],
  ])('%s', async (_case, changes, description) => {
    expect(await exchange(await idToken('nhs-cis2'), changes)).toEqual(invalid(400, description));
  });

  test.each([
    ['without exp', { exp: undefined }, 400, "Missing 'exp' claim in subject_token JWT"],
    [
      'with an exp that is text',
      { exp: '1767604200' },
      400,
      "Invalid 'exp' claim in subject_token JWT - must be an integer",
    ],
    ['once it has expired', { exp: 1767603599 }, 400, "Invalid 'exp' claim in subject_token JWT - JWT has expired"],
    ['without iss', { iss: undefined }, 400, "Missing 'iss' claim in subject_token JWT"],
    [
      'of another issuer',
      { iss: 'https://other.example' },
      400,
      "Missing or non-matching 'iss' claim in subject_token JWT",
    ],
    ['without aud', { aud: undefined }, 401, "Missing 'aud' claim in subject_token JWT"],
    ['issued to another application', { aud: 'app-2' }, 401, "Invalid 'aud' claim in subject_token JWT"],
    [
      'that another application asked for, which named this one too',
      { aud: ['app-2', 'app-1'], azp: 'app-2' },
      401,
      "Invalid 'aud' claim in subject_token JWT",
    ],
    ['for several without who asked', { aud: ['app-1', 'app-2'] }, 401, "Invalid 'aud' claim in subject_token JWT"],
    ['that another asked for', { aud: 'app-1', azp: 'app-2' }, 401, "Invalid 'aud' claim in subject_token JWT"],
    [
      'issued to its client id at the other provider',
      { aud: 'cis2-client' },
      401,
      "Invalid 'aud' claim in subject_token JWT",
    ],
  ])('for a token %s', async (_case, changes, status, description) => {
    expect(await exchange(await idToken('nhs-login', changes))).toEqual(invalid(status, description));
  });

  test('at a level that the platform does not know', async () => {
    for (const level of ['4', '', undefined]) {
      const answer = await exchange(await idToken('nhs-cis2', { authentication_assurance_level: level }));
      expect([answer.status, answer.body.error]).toEqual([401, 'unauthorized_client']);
    }
  });

  test('once the user has signed out of the session at the provider', async () => {
    const over = { id: await endpoint.marks.of('nhs-login session-1'), expiresAt: new Date() };
    await endpoint.revocations.revoke(over);
    const signedOut = invalid(401, "Invalid 'sid' claim in subject_token JWT - the user has signed out");
    expect(await exchange(await idToken('nhs-login', { sid: 'session-1' }))).toEqual(signedOut);
    expect((await exchange(await idToken('nhs-login', { sid: 'session-2' }))).status).toBe(200);
  });

  test('towards an audience that the platform does not limit tokens to', async () => {
    const answer = await exchange(await idToken('nhs-cis2'), { audience: 'https://other.example' });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_target']);
  });

  test('for a token that the provider did not sign', async () => {
    const stranger = await MemoryTokenSigner.create({ kid: 'upstream-1', algorithm: 'RS256' });
    const forged = await stranger.sign({ typ: 'JWT', claims: claimsOf('nhs-cis2') });
    expect(await exchange(forged)).toMatchObject({ status: 401, body: { error: 'public_key error' } });
    const unsigned = new UnsecuredJWT(claimsOf('nhs-cis2')).encode();
    expect((await exchange(unsigned)).status).toBe(400);
    const hmac = await new SignJWT(claimsOf('nhs-cis2'))
      .setProtectedHeader({ alg: 'HS256', kid: 'upstream-1', typ: 'JWT' })
      .sign(new TextEncoder().encode(JSON.stringify(endpoint.upstream.jwks.keys[0])));
    expect((await exchange(hmac)).status).toBe(400);
  });

  test('for an access token of the platform itself', async () => {
    const { body } = await endpoint.post(await endpoint.aForm());
    expect((await exchange(body.access_token)).status).toBe(400);
  });

  test('and an exchange refused for its grant type does not use up the assertion', async () => {
    const client_assertion = await endpoint.assertion();
    await exchange(await idToken('nhs-cis2'), { client_assertion, grant_type: 'client_credentials' });
    expect((await endpoint.post(await endpoint.aForm({ client_assertion }))).status).toBe(200);
  });
});

describe('the keys of a provider', () => {
  const ofUnknownKey = async () => {
    const stranger = await MemoryTokenSigner.create({ kid: 'next', algorithm: 'RS256' });
    return stranger.sign({ typ: 'JWT', claims: claimsOf('nhs-cis2') });
  };

  test('are read once for many exchanges, and once more for a thousand unknown key ids', async () => {
    await Promise.all([exchange(await idToken('nhs-cis2')), exchange(await idToken('nhs-cis2'))]);
    await exchange(await idToken('nhs-cis2'));
    expect(endpoint.fetchKeySet).toHaveBeenCalledTimes(1);
    endpoint.clock.advance(31);
    const stranger = await ofUnknownKey();
    for (let count = 0; count < 5; count += 1) {
      expect(await exchange(stranger)).toMatchObject({
        status: 401,
        body: { error_description: "Invalid 'kid' header in subject_token JWT - no matching public key" },
      });
    }
    expect(endpoint.fetchKeySet).toHaveBeenCalledTimes(2);
  });

  test('may be rotated without waiting for a cache', async () => {
    await exchange(await idToken('nhs-cis2'));
    endpoint.clock.advance(31);
    const next = await MemoryTokenSigner.create({ kid: 'next', algorithm: 'RS256' });
    endpoint.fetchKeySet.mockResolvedValue(next.jwks);
    expect((await exchange(await next.sign({ typ: 'JWT', claims: claimsOf('nhs-cis2') }))).status).toBe(200);
  });

  test('serve on for a day while the provider is down, and no longer', async () => {
    await exchange(await idToken('nhs-cis2'));
    endpoint.fetchKeySet.mockRejectedValue(new Error('connect ECONNREFUSED'));
    endpoint.clock.advance(23 * 3600);
    expect((await exchange(await idToken('nhs-cis2'))).status).toBe(200);
    endpoint.clock.advance(2 * 3600);
    expect(await exchange(await idToken('nhs-cis2'))).toMatchObject({
      status: 503,
      body: { error: 'temporarily_unavailable' },
    });
    const reads = endpoint.fetchKeySet.mock.calls.length;
    await exchange(await idToken('nhs-cis2'));
    expect(endpoint.fetchKeySet).toHaveBeenCalledTimes(reads);
  });
});
