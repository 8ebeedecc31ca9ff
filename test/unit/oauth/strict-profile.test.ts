import { decodeJwt, SignJWT } from 'jose';
import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import type { Application } from '../../../domain/applications/application';
import { strictRefusals } from '../../../domain/oauth/strict-refusals';
import { type AssertionParts, aClientAssertion, aClientKey, type ClientKey } from '../../builders';
import { aTokenEndpoint, issuer, type TokenEndpoint, tokenUrl } from './token-endpoint';

const clientSecrets = [{ id: 's1', hash: sha256SecretHash.of('a-secret'), createdAt: '2026-01-01T00:00:00Z' }];

let keys: Promise<Record<'RS512' | 'PS256' | 'ES256', ClientKey>> | undefined;
async function clientKeys() {
  keys ??= Promise.all([
    aClientKey(),
    aClientKey({ alg: 'PS256', kid: 'ps' }),
    aClientKey({ alg: 'ES256', kid: 'es' }),
  ]).then(([RS512, PS256, ES256]) => ({ RS512, PS256, ES256 }));
  return keys;
}

const good = { alg: 'PS256', kid: 'ps', typ: 'client-authentication+jwt' } as const;

async function aStrictApplication(application: Partial<Application> = {}) {
  const keys = await clientKeys();
  const jwks = { keys: Object.values(keys).map(({ publicJwk }) => publicJwk) };
  const endpoint = await aTokenEndpoint({ application: { profile: 'strict', jwks, clientSecrets, ...application } });
  const assertion = ({ header = {}, claims = {} }: AssertionParts = {}) => {
    const alg = String({ ...good, ...header }.alg) as keyof typeof keys;
    const context = { key: keys[alg].privateKey, clock: endpoint.clock, audience: issuer };
    return aClientAssertion(context, { header: { ...good, ...header }, claims });
  };
  const aForm = async (changes: Record<string, string | undefined> = {}) =>
    endpoint.aForm({ client_assertion: await assertion(), ...changes });
  return { ...endpoint, assertion, aForm };
}

let endpoint: Awaited<ReturnType<typeof aStrictApplication>>;
beforeEach(async () => {
  endpoint = await aStrictApplication();
});

const post = async (parts: AssertionParts) =>
  endpoint.post(await endpoint.aForm({ client_assertion: await endpoint.assertion(parts) }));

describe('a strict application', () => {
  test.each([
    ['PS256', 'ps'],
    ['ES256', 'es'],
  ])('signs with %s and is answered as RFC 6749 says, its scope and a number of seconds', async (alg, kid) => {
    const { status, body } = await post({ header: { alg, kid } });
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 599,
      issued_at: endpoint.clock.now().getTime(),
      scope: 'urn:nhsd:apim:app:level3',
    });
  });

  const now = 1767603600;
  test.each([
    ['RS512', { header: { alg: 'RS512', kid: 'key-1' } }, /'alg' header.*'PS256' or 'ES256'/],
    ['the typ JWT', { header: { typ: 'JWT' } }, /'typ' header.*'client-authentication\+jwt'/],
    ['no typ', { header: { typ: undefined } }, /'typ' header/],
    ['the token endpoint as aud', { claims: { aud: tokenUrl } }, /'aud' claim.*issuer/],
    ['the issuer in an array', { claims: { aud: [issuer] } }, /'aud' claim.*issuer/],
    ['a second aud', { claims: { aud: [issuer, 'https://other.example'] } }, /'aud' claim/],
    ['a trailing slash', { claims: { aud: `${issuer}/` } }, /'aud' claim/],
    ['another case', { claims: { aud: issuer.toUpperCase() } }, /'aud' claim/],
    ['a port that goes without saying', { claims: { aud: issuer.replace('nhs.uk', 'nhs.uk:443') } }, /'aud' claim/],
    ['an exp that has passed', { claims: { exp: now - 1 } }, /'exp' claim.*expired/],
    ['no jti', { claims: { jti: undefined } }, /'jti' claim/],
    ['an unknown kid', { header: { kid: 'unknown' } }, /'kid' header/],
  ])('is answered 401 invalid_client for %s', async (_case, parts, description) => {
    const { status, body } = await post(parts);
    expect(status).toBe(401);
    expect(body).toEqual({
      error: 'invalid_client',
      error_description: expect.stringMatching(description),
      message_id: 'gateway-request-1',
    });
  });

  test('is answered 401 invalid_client for a signature that does not hold, a replay and no assertion', async () => {
    const { privateKey } = await aClientKey({ alg: 'PS256' });
    const claims = decodeJwt(await endpoint.assertion());
    const forged = await new SignJWT(claims).setProtectedHeader(good).sign(privateKey);
    const again = await endpoint.assertion();
    await endpoint.post(await endpoint.aForm({ client_assertion: again }));
    for (const changes of [
      { client_assertion: forged },
      { client_assertion: again },
      { client_assertion: undefined, client_id: 'app-1' },
      { client_assertion_type: undefined },
    ]) {
      const { status, body } = await endpoint.post(await endpoint.aForm(changes));
      expect([status, body.error]).toEqual([401, 'invalid_client']);
    }
  });

  test('cannot use a client secret', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: 'a.b', client_id: 'app-1', client_secret: 'a-secret' };
    const { status, body } = await endpoint.post(form);
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    const nhs = await aTokenEndpoint({ application: { clientSecrets } });
    expect((await nhs.post(form)).body.error).toBe('invalid_grant');
  });

  test('that tries an Authorization header is told by its scheme', async () => {
    const form = { grant_type: 'client_credentials', client_id: 'app-1' };
    const { status, body, headers } = await endpoint.post(form, { authorization: 'Basic YXBwLTE6eA==' });
    expect([status, body.error, headers.get('www-authenticate')]).toEqual([
      401,
      'invalid_client',
      'Basic realm="oauth2"',
    ]);
  });

  test('that is not approved, or has no key, is not authenticated', async () => {
    for (const application of [{ status: 'revoked' as const }, { jwks: { keys: [] } }]) {
      endpoint = await aStrictApplication(application);
      const { status, body } = await post({});
      expect([status, body.error]).toEqual([401, 'invalid_client']);
    }
  });

  test('is told 400 unauthorized_client where none of its APIs takes it', async () => {
    endpoint = await aStrictApplication({ subscriptions: {} });
    const { status, body } = await post({});
    expect([status, body.error]).toEqual([400, 'unauthorized_client']);
  });

  test('is told 400 invalid_grant of a refresh token or code that is no good', async () => {
    const refresh = await endpoint.post(
      await endpoint.aForm({ grant_type: 'refresh_token', refresh_token: 'none.such' }),
    );
    expect([refresh.status, refresh.body.error]).toEqual([400, 'invalid_grant']);
    const code = { grant_type: 'authorization_code', code: 'none.such', redirect_uri: 'https://app.example/cb' };
    const redeemed = await endpoint.post(await endpoint.aForm(code));
    expect([redeemed.status, redeemed.body.error]).toEqual([400, 'invalid_grant']);
  });

  test('is told invalid_request of a subject token, whatever is wrong with it', async () => {
    const form = await endpoint.aForm({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      subject_token: await endpoint.upstream.sign({
        typ: 'JWT',
        claims: { iss: 'https://identity.example/cis2', aud: 'another', exp: now + 600 },
      }),
    });
    const { status, body } = await endpoint.post(form);
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  test('is told server_error of a fault', async () => {
    jest.spyOn(endpoint.signer, 'sign').mockRejectedValueOnce(new Error('a bug'));
    const { status, body } = await post({});
    expect([status, body.error]).toEqual([500, 'server_error']);
  });
});

test('an unknown application is answered as the original platform does', async () => {
  const { status, body } = await post({ claims: { iss: 'nobody', sub: 'nobody' } });
  expect([status, body.error]).toEqual([401, 'invalid_request']);
});

test('a strict application is told nothing but registered error codes', () => {
  const registered = ['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'server_error'];
  const told = new Set(Object.values(strictRefusals).map(([, error]) => error));
  expect(registered).toEqual(expect.arrayContaining([...told]));
});

test('an assertion that strict applications send serves other applications too', async () => {
  const nhs: TokenEndpoint = await aStrictApplication({ profile: 'nhs' });
  expect((await nhs.post(await nhs.aForm())).body.expires_in).toBe('599');
});
