import { base64url, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { ps256Signature } from '../../../adapters/node/ps256-signature';
import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import { makeAuthorizeCall } from '../../../domain/access/authorize-call';
import type { Application } from '../../../domain/applications/application';
import { makeNoteKeyUse } from '../../../domain/applications/key-uses';
import { makeVerifyAccessToken } from '../../../domain/oauth/tokens/verify-access-token';
import { makeAuthorize } from '../../../lambdas/authorizer/authorize';
import { aClientKey, aClock, anApplication, aRegistryEntry, subscribedTo } from '../../builders';
import { MemoryApplicationStore } from '../../memory/memory-application-store';
import { MemoryKeyUses } from '../../memory/memory-key-uses';
import { MemoryRevocationStore } from '../../memory/memory-revocation-store';
import { MemoryTokenSigner } from '../../memory/memory-token-signer';
import { aTokenEndpoint } from '../oauth/token-endpoint';
import { isAllowed } from './iam-evaluator';

const issuer = 'https://api.example.nhs.uk/oauth2';
const audience = 'https://api.example.nhs.uk';
const stageArn = 'arn:aws:execute-api:eu-west-2:000000000000:abc123/live';
const monitoringKey = 'the-monitoring-key';
const appKey = { id: 'key', hash: sha256SecretHash.of('app-secret'), createdAt: '2026-01-01T00:00:00Z' };

const user = { id: 'user', method: 'GET', path: '/user', access: ['nhs-login-p5'] } as const;
const tokens = { id: 'app', method: 'GET', path: '/app', access: ['app-level3'] } as const;
const keys = { id: 'key', method: 'GET', path: '/key', access: ['app-level0'] } as const;
type Operations = ReturnType<typeof aRegistryEntry>['operations'];

let signer: MemoryTokenSigner;
const clock = aClock();
beforeAll(async () => {
  signer = await MemoryTokenSigner.create();
});

/** The authoriser of one API over memory adapters, and one application that is subscribed to it. */
async function anAuthorizer(operations: readonly object[] = [tokens, user], application: Partial<Application> = {}) {
  const applications = new MemoryApplicationStore();
  const entry = aRegistryEntry({ operations: operations as Operations });
  const subscriptions = subscribedTo('hello-world');
  await applications.save(anApplication({ apiKeys: [appKey], usageKey: 'usage-1', subscriptions, ...application }));
  const faults: unknown[] = [];
  const keyUses = new MemoryKeyUses();
  const registry = { find: async (api: string) => (api === entry.api ? entry : undefined) };
  const authorize = makeAuthorize({
    authorizeCall: makeAuthorizeCall({
      registry,
      applications,
      revocations: new MemoryRevocationStore(),
      verifyAccessToken: makeVerifyAccessToken({ signature: ps256Signature(signer.jwks), issuer, audience, clock }),
      monitoringKey: async () => monitoringKey,
      hash: sha256SecretHash,
      noteKeyUse: makeNoteKeyUse({ keyUses, clock, onUnnoted: (error) => faults.push(error) }),
      clock,
    }),
    onFault: (error) => faults.push(error),
  });
  return { authorize, applications, registry, keyUses, faults };
}

const event = (headers: Record<string, string | string[]>, changes: object = {}) => ({
  type: 'REQUEST',
  methodArn: `${stageArn}/GET/app`,
  resource: '/app',
  multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()])),
  multiValueQueryStringParameters: null,
  stageVariables: { api: 'hello-world' },
  requestContext: { apiId: 'abc123' },
  ...changes,
});

const claims = (changes: Record<string, unknown> = {}) => ({
  iss: issuer,
  sub: 'app-1',
  client_id: 'app-1',
  aud: audience,
  iat: clock.seconds(),
  exp: clock.seconds() + 599,
  jti: 'token-1',
  mode: 'app-level3',
  scope: 'urn:nhsd:apim:app:level3',
  ...changes,
});
const token = (changes: Record<string, unknown> = {}, typ = 'at+jwt') => signer.sign({ typ, claims: claims(changes) });
const bearer = (value: string) => ({ Authorization: `Bearer ${value}` });
const opened = (policy: Parameters<typeof isAllowed>[0], paths: string[]) =>
  paths.filter((path) => isAllowed(policy, `${stageArn}/GET${path}`));

describe('a caller that proves itself gets a policy for the whole API', () => {
  test('by access token', async () => {
    const { authorize } = await anAuthorizer([tokens, user, keys], {
      attributes: { asid: '200000000001' },
      organisationType: 'pharmacy',
    });
    const result = await authorize(event(bearer(await token())));
    expect(opened(result.policyDocument, ['/app', '/user', '/key', '/_status'])).toEqual(['/app']);
    expect(result).toMatchObject({ principalId: 'app-1', usageIdentifierKey: 'usage-1' });
    expect(result.context).toEqual({
      applicationId: 'app-1',
      applicationName: 'Ward round',
      organisationType: 'pharmacy',
      mode: 'app-level3',
      attributes: '{"asid":"200000000001"}',
    });
  });

  test('by a user’s access token, whose identity stays sealed', async () => {
    const { authorize } = await anAuthorizer();
    const result = await authorize(event(bearer(await token({ mode: 'nhs-login-p9', identity: 'sealed' }))));
    expect(opened(result.policyDocument, ['/app', '/user'])).toEqual(['/user']);
    expect(result.context).toMatchObject({ mode: 'nhs-login-p9', identity: 'sealed' });
  });

  test('by API key', async () => {
    const { authorize } = await anAuthorizer([tokens, keys]);
    const result = await authorize(event({ apikey: 'app-1.app-secret' }));
    expect(opened(result.policyDocument, ['/app', '/key', '/_status'])).toEqual(['/key']);
    expect(result.context.mode).toBe('app-level0');
  });

  test('by API key until it expires', async () => {
    const expiring = (expiresAt: string) => anAuthorizer([keys], { apiKeys: [{ ...appKey, expiresAt }] });
    const now = clock.now().getTime();
    const { authorize: before } = await expiring(new Date(now + 1000).toISOString());
    expect((await before(event({ apikey: 'app-1.app-secret' }))).principalId).toBe('app-1');
    const { authorize: after } = await expiring(new Date(now).toISOString());
    await expect(after(event({ apikey: 'app-1.app-secret' }))).rejects.toThrow('Unauthorized');
  });

  test('by the monitoring key, for the status only', async () => {
    const { authorize } = await anAuthorizer();
    const result = await authorize(event({ apikey: monitoringKey }, { resource: '/_status' }));
    expect(opened(result.policyDocument, ['/app', '/user', '/_status'])).toEqual(['/_status']);
    expect(result.context).toEqual({ applicationId: 'monitoring', mode: 'monitoring' });
    expect(result).not.toHaveProperty('usageIdentifierKey');
  });

  test('however the header’s name and the scheme are spelt', async () => {
    const { authorize } = await anAuthorizer();
    expect((await authorize(event({ authorization: `bearer ${await token()}` }))).principalId).toBe('app-1');
  });
});

test.each([
  [{ subscriptions: {} }, 'not_subscribed'],
  [{ status: 'revoked' as const }, 'application_not_approved'],
])('an application with %j is denied everything, with the reason', async (application, reason) => {
  const { authorize } = await anAuthorizer([tokens], application);
  const result = await authorize(event(bearer(await token())));
  expect(opened(result.policyDocument, ['/app', '/_status'])).toEqual([]);
  expect(result.context.reason).toBe(reason);
});

describe('a credential that proves nothing is Unauthorized', () => {
  const refused = async (call: object, operations?: readonly object[]) => {
    const { authorize, faults } = await anAuthorizer(operations);
    await expect(authorize(call)).rejects.toThrow(/^Unauthorized$/);
    expect(faults).toEqual([]);
  };
  const refusedToken = async (value: string) => refused(event(bearer(value)));

  test('no credential, another scheme, an empty token', async () => {
    for (const headers of [{}, { Authorization: 'Basic YTpi' }, { Authorization: 'Bearer ' }, { Authorization: '' }]) {
      await refused(event(headers));
    }
  });

  test('two Authorization headers, or two tokens in one', async () => {
    const good = `Bearer ${await token()}`;
    await refused(event({ Authorization: [good, good] }));
    await refused(event({ Authorization: good, authorization: good }));
    await refused(event({ Authorization: `${good}, ${good}` }));
  });

  test('a token in the address', async () => {
    const query = { multiValueQueryStringParameters: { access_token: [await token()] } };
    await refused(event({}, query));
    await refused(event(bearer(await token()), query));
  });

  test.each([
    ['expired', { exp: 1767603600 }],
    ['without exp', { exp: undefined }],
    ['with an exp that is text', { exp: '1767604199' }],
    ['with an exp beyond numbers', { exp: 1e300 }],
    ['of another issuer', { iss: 'https://sandbox.example/oauth2' }],
    ['for another audience', { aud: 'https://other.example' }],
    ['without jti', { jti: undefined }],
    ['without iat', { iat: undefined }],
    ['of another subject', { sub: 'app-2' }],
    ['with a mode that is none', { mode: 'administrator' }],
    ['with the mode of an API key', { mode: 'app-level0' }],
    ['with a mode no operation accepts', { mode: 'nhs-cis2-aal3' }],
    ['of an unknown application', { sub: 'app-9', client_id: 'app-9' }],
  ])('a token %s', async (_case, changes) => {
    await refusedToken(await token(changes));
  });

  test('an ID token or a client assertion', async () => {
    await refusedToken(await token({}, 'JWT'));
  });

  test('a token signed by nobody, by HMAC with the public key, or with the key of another issuer', async () => {
    const payload = claims() as JWTPayload;
    const header = { alg: 'PS256', kid: 'memory', typ: 'at+jwt' };
    await refusedToken(new UnsecuredJWT(payload).encode());
    const secret = new TextEncoder().encode(JSON.stringify(signer.jwks.keys[0]));
    await refusedToken(await new SignJWT(payload).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret));
    const other = await aClientKey({ alg: 'PS256' });
    await refusedToken(await new SignJWT(payload).setProtectedHeader(header).sign(other.privateKey));
    const { publicJwk } = other;
    await refusedToken(
      await new SignJWT(payload).setProtectedHeader({ ...header, jwk: publicJwk }).sign(other.privateKey),
    );
    const es = await aClientKey({ alg: 'ES256' });
    const ecHeader = { ...header, alg: 'ES256' };
    const input = await new SignJWT(payload).setProtectedHeader(ecHeader).sign(es.privateKey);
    await refusedToken(input);
    const zeros = base64url.encode(new Uint8Array(64));
    await refusedToken(`${input.split('.').slice(0, 2).join('.')}.${zeros}`);
  });

  test('a token under an unknown kid, or under none', async () => {
    const [, payload, signature] = (await token()).split('.');
    for (const header of [
      { alg: 'PS256', typ: 'at+jwt', kid: 'x' },
      { alg: 'PS256', typ: 'at+jwt' },
    ]) {
      await refusedToken(`${base64url.encode(JSON.stringify(header))}.${payload}.${signature}`);
    }
  });

  test('a token changed in any one bit of a character', async () => {
    const good = await token();
    const { authorize } = await anAuthorizer();
    await expect(authorize(event(bearer(good)))).resolves.toBeDefined();
    for (let at = 0; at < good.length; at += 7)
      await expect(authorize(event(bearer(flipped(good, at))))).rejects.toThrow();
    await expect(authorize(event(bearer(flipped(good, good.length - 1))))).rejects.toThrow('Unauthorized');
  });

  test('a token spelt in another way: padded, with other spare bits, in another alphabet', async () => {
    const good = await token();
    for (const spelling of [`${good}=`, `${good}==`, respelt(good), good.replaceAll('-', '+').replaceAll('_', '/')]) {
      if (spelling !== good) await refusedToken(spelling);
    }
  });

  test('a token above 8 KB, or of five parts, or that asks to be unzipped', async () => {
    await refusedToken(await token({ padding: 'x'.repeat(8 * 1024) }));
    await refusedToken('e30.e30.e30.e30.e30');
    const zipped = await new SignJWT(claims() as JWTPayload)
      .setProtectedHeader({ alg: 'HS256', zip: 'DEF' } as never)
      .sign(new Uint8Array(32));
    await refusedToken(zipped);
  });

  test.each(['app-1.wrong', 'app-1.', '.app-secret', 'app-secret', 'app-2.app-secret', `app-1.${appKey.hash}`, ''])(
    'the API key %s',
    async (apikey) => {
      await refused(event({ apikey }), [keys]);
    },
  );

  test('an API key where only tokens are accepted, and a token where only keys are', async () => {
    await refused(event({ apikey: 'app-1.app-secret' }), [tokens]);
    await refused(event(bearer(await token())), [keys]);
  });

  test('the monitoring key anywhere but at the status', async () => {
    await refused(event({ apikey: monitoringKey }), [keys]);
  });

  test('both headers where either would do, because the answer is cached by one of them', async () => {
    await refused(event({ ...bearer(await token()), apikey: 'app-1.app-secret' }), [tokens, keys]);
    await refused(event({ Authorization: 'Basic x', apikey: 'app-1.app-secret' }), [tokens, keys]);
  });

  test('an API that is not registered, or a stage that names another', async () => {
    const headers = bearer(await token());
    await refused(event(headers, { stageVariables: { api: 'unknown' } }));
    await refused(event(headers, { requestContext: { apiId: 'zzz999' } }));
  });
});

test('a header beside the one that an API reads does not count', async () => {
  const { authorize } = await anAuthorizer([tokens]);
  expect((await authorize(event({ ...bearer(await token()), apikey: 'anything' }))).principalId).toBe('app-1');
});

test('what cannot be decided is a fault without detail, and nobody gets in', async () => {
  const { authorize, applications, faults } = await anAuthorizer();
  applications.find = () => Promise.reject(new Error('Malformed row app-1'));
  await expect(authorize(event(bearer(await token())))).rejects.toThrow(/^The call cannot be authorised$/);
  await expect(authorize({ type: 'TOKEN', authorizationToken: 'x' })).rejects.toThrow(
    /^The call cannot be authorised$/,
  );
  expect(faults).toHaveLength(2);
});

test('the authoriser accepts what the token endpoint issues', async () => {
  const endpoint = await aTokenEndpoint();
  const { body } = await endpoint.post(await endpoint.aForm());
  const signature = ps256Signature(endpoint.signer.jwks);
  const verify = makeVerifyAccessToken({ signature, issuer, audience, clock: endpoint.clock });
  expect(await verify(body.access_token ?? '')).toMatchObject({ client_id: 'app-1', mode: 'app-level3' });
});

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const changed = (text: string, at: number, mask: number) => {
  const value = alphabet.indexOf(text.charAt(at));
  return value < 0
    ? `${text.slice(0, at)}x${text.slice(at + 1)}`
    : text.slice(0, at) + alphabet[value ^ mask] + text.slice(at + 1);
};
const flipped = (text: string, at: number) => changed(text, at, 0b100000);
/** A 256-byte signature leaves four bits of its last character without meaning. */
const respelt = (text: string) => changed(text, text.length - 1, 0b000001);
