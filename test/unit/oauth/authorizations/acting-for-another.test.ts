import { decideAccess } from '../../../../domain/access/decide-access';
import { anApplication, aRegistryEntry, subscribedTo } from '../../../builders';
import { MemoryTokenSigner } from '../../../memory/memory-token-signer';
import { aServerWithUsers, claimsIn, patient, refreshTokenIn, type ServerWithUsers } from '../a-sign-in';
import { providers } from '../token-endpoint';

const actorNumber = '9912003072';
let server: ServerWithUsers;

beforeEach(async () => {
  server = await aServerWithUsers();
  optIn(true);
});

function optIn(delegatedAccess: boolean) {
  const entry = server.registry.get('every-mode');
  if (entry) server.registry.set('every-mode', { ...entry, delegatedAccess });
}

const actor = (claims: Record<string, unknown> = {}) =>
  server.idToken({ sub: `mock-${actorNumber}`, nhs_number: actorNumber, ...claims });
const exchangeFor = async (sub: unknown) => server.exchange({ act: { sub } });

describe('somebody acts for a patient', () => {
  test('and the token says so by a reference, the identity by both numbers', async () => {
    const answer = await exchangeFor(await actor());
    const claims = claimsIn(answer);
    expect(claims.act).toEqual({ sub: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(JSON.stringify(claims)).not.toMatch(`${patient}|${actorNumber}`);
    expect(await server.identities.open(String(claims.identity), 'app-1')).toEqual({
      'nhs-login-nhs-number': patient,
      'nhs-login-identity-proofing-level': 'P9',
      'nhs-login-actor-nhs-number': actorNumber,
    });
  });

  test('and still does after a refresh', async () => {
    const first = await exchangeFor(await actor());
    const second = await server.refresh(refreshTokenIn(first));
    expect(claimsIn(second).act).toEqual(claimsIn(first).act);
  });

  test('which an API without opt-in does not take: no token where there is no other API', async () => {
    optIn(false);
    const { status, body } = await exchangeFor(await actor());
    expect([status, body.error]).toEqual([401, 'unauthorized_client']);
    expect((await server.exchange()).status).toBe(200);
  });

  test('and 401 where there is', () => {
    const entry = aRegistryEntry({ operations: [{ id: 'a', method: 'GET', path: '/', access: ['nhs-login-p9'] }] });
    const application = anApplication({ subscriptions: subscribedTo(entry.api) });
    const decide = (delegatedAccess: boolean, isDelegated: boolean) =>
      decideAccess({ ...entry, delegatedAccess }, { application, mode: 'nhs-login-p9', isDelegated }).outcome;
    expect([decide(true, true), decide(false, false), decide(false, true)]).toEqual([
      'allowed',
      'allowed',
      'unauthorised',
    ]);
  });

  test('at the lower level of the two, as it is the actor who signed in', async () => {
    const levelFor = async (ofActor: string, ofPatient: string) => {
      const act = { sub: await actor({ identity_proofing_level: ofActor }) };
      return claimsIn(await server.exchange({ act, identity_proofing_level: ofPatient })).mode;
    };
    expect(await levelFor('P5', 'P9')).toBe('nhs-login-p5');
    expect(await levelFor('P9', 'P0')).toBe('nhs-login-p0');
    const unknown = await exchangeFor(await actor({ identity_proofing_level: undefined }));
    expect([unknown.status, unknown.body.error]).toEqual([401, 'unauthorized_client']);
  });

  test.each([
    ['has expired', { exp: 1767603599 }, 400],
    ['was issued to another application', { aud: 'app-2' }, 401],
    ['comes from elsewhere', { iss: 'https://other.example' }, 400],
    ['is of a healthcare worker', { iss: providers['nhs-cis2'].issuer }, 400],
  ])('but not where the actor’s token %s', async (_case, claims, status) => {
    const answer = await exchangeFor(await actor(claims));
    expect([answer.status, answer.body.error]).toEqual([status, 'invalid_request']);
  });

  test('but not where the actor cannot be made out', async () => {
    const stranger = await MemoryTokenSigner.create({ kid: 'upstream-1', algorithm: 'RS256' });
    const forged = await stranger.sign({
      typ: 'JWT',
      claims: { iss: providers['nhs-login'].issuer, aud: 'app-1', exp: server.clock.seconds() + 60 },
    });
    for (const sub of [undefined, 7, 'not a token', forged]) {
      expect((await exchangeFor(sub)).body.access_token).toBeUndefined();
    }
    expect((await server.exchange({ act: 'somebody' })).status).toBe(400);
  });
});

describe('what a sign-in writes down', () => {
  const signedIn = async (claims: Record<string, unknown> = {}) => {
    const authorizationId = String(claimsIn(await server.exchange(claims)).grant);
    return server.authorizations.find(authorizationId);
  };

  test('names neither the user nor the session, but finds them again', async () => {
    const authorization = await signedIn({ sid: 'session-1', acr: 'vtr', auth_time: 1767603000 });
    expect(JSON.stringify(authorization)).not.toMatch(`${patient}|session-1`);
    expect(authorization).toMatchObject({
      acr: 'vtr',
      authTime: 1767603000,
      upstreamSession: await server.marks.of('nhs-login session-1'),
      upstreamUser: await server.marks.of(`nhs-login mock-${patient}`),
      endsAt: server.clock.seconds() + 3599,
      expiresAt: server.clock.seconds() + 3599 + 599,
    });
  });

  test('leaves out what the provider says in another shape', async () => {
    const authorization = await signedIn({ sid: 7, acr: {}, auth_time: 'noon', sub: undefined });
    for (const name of ['acr', 'authTime', 'upstreamSession', 'upstreamUser'])
      expect(authorization).not.toHaveProperty(name);
  });

  test('carries the ID token only where an API of the application asks for it', async () => {
    const identity = async () => {
      const { identity: sealed } = claimsIn(await server.exchange());
      return server.identities.open(String(sealed), 'app-1');
    };
    expect(await identity()).not.toHaveProperty('id-token');
    const entry = server.registry.get('every-mode');
    if (entry) server.registry.set('every-mode', { ...entry, sendsIdToken: true });
    expect(await identity()).toHaveProperty('id-token');
  });

  test('of a level that no API of the application takes is nothing', async () => {
    const entry = aRegistryEntry({
      api: 'every-mode',
      operations: [{ id: 'a', method: 'GET', path: '/', access: ['nhs-login-p9'] }],
    });
    server.registry.set('every-mode', entry);
    const { status, body } = await server.exchange({ identity_proofing_level: 'P5' });
    expect([status, body.error]).toEqual([401, 'unauthorized_client']);
  });

  test('gives access tokens that do not outlive the ID token', async () => {
    expect((await server.exchange({ exp: server.clock.seconds() + 120 })).body.expires_in).toBe('120');
  });
});
