import { createLocalJWKSet } from 'jose';
import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import { makeAuthorizeCall } from '../../../domain/access/authorize-call';
import { makeVerifyAccessToken } from '../../../domain/access/verify-access-token';
import { anApplication, subscribedTo } from '../../builders';
import { issuer } from '../tokens/token-endpoint';
import { aServerWithUsers, claimsIn, refreshTokenIn, type ServerWithUsers } from './a-sign-in';

let server: ServerWithUsers;
beforeEach(async () => {
  server = await aServerWithUsers();
});
afterEach(() => jest.restoreAllMocks());

const invalid = [401, 'invalid_grant', 'refresh_token is invalid'];
const refused = ({ status, body }: Awaited<ReturnType<ServerWithUsers['refresh']>>) => [
  status,
  body.error,
  body.error_description,
];

describe('a refresh token', () => {
  test('gives the next one, counted, and never outlives the sign-in', async () => {
    let token = refreshTokenIn(await server.exchange());
    for (const [count, left] of [
      ['1', '2999'],
      ['2', '2399'],
    ]) {
      server.clock.advance(600);
      const { body } = await server.refresh(token);
      expect(body).toMatchObject({ refresh_count: count, refresh_token_expires_in: left, expires_in: '599' });
      expect(body.refresh_token).not.toBe(token);
      token = body.refresh_token ?? '';
    }
    server.clock.advance(2399);
    expect(refused(await server.refresh(token))).toEqual([
      401,
      'invalid_grant',
      'refresh token refresh period has expired',
    ]);
  });

  test('of a healthcare worker lasts 12 hours', async () => {
    const cis2 = { iss: 'https://identity.example/cis2', authentication_assurance_level: '3' };
    expect((await server.exchange(cis2)).body.refresh_token_expires_in).toBe('43199');
  });

  test('may be asked to live shorter, never longer', async () => {
    const answer = await server.exchange({}, { _refresh_tokens_validity_ms: '900000' });
    expect(answer.body.refresh_token_expires_in).toBe('900');
    const longer = await server.refresh(refreshTokenIn(answer), { _refresh_token_expiry_ms: '99999999' });
    expect(longer.body.refresh_token_expires_in).toBe('900');
    const shorter = await server.refresh(refreshTokenIn(longer), { _refresh_token_expiry_ms: '60000' });
    expect(shorter.body.refresh_token_expires_in).toBe('60');
    expect((await server.exchange({}, { _refresh_tokens_validity_ms: '99999999' })).body.refresh_token_expires_in).toBe(
      '3599',
    );
  });

  test('used 200 times at once is honoured once, and then its family ends', async () => {
    const token = refreshTokenIn(await server.exchange());
    const form = { grant_type: 'refresh_token', refresh_token: token };
    const requests = await Promise.all(Array.from({ length: 200 }, () => server.grant(form)));
    const answers = await Promise.all(requests.map((request) => server.post(request)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(199);
    for (const answer of won) expect(refused(await server.refresh(refreshTokenIn(answer)))).toEqual(invalid);
  });

  test.each(['none', 'none.such', '.', 'x'.repeat(600)])('cannot be made up: %j', async (token) => {
    expect(refused(await server.refresh(token))).toEqual(invalid);
  });

  test('is needed', async () => {
    expect((await server.refresh('')).body).toMatchObject({ error_description: 'refresh_token is missing' });
  });

  test('with another secret is none, and its family goes on', async () => {
    const token = refreshTokenIn(await server.exchange());
    expect(refused(await server.refresh(`${token.split('.')[0]}.guess`))).toEqual(invalid);
    expect((await server.refresh(token)).status).toBe(200);
  });

  test('of another application is none, and stays good for its own', async () => {
    const clientSecrets = [{ id: 's', hash: sha256SecretHash.of('its'), createdAt: '2026-01-01T00:00:00Z' }];
    await server.applications.save(
      anApplication({ id: 'app-2', clientSecrets, subscriptions: subscribedTo('every-mode') }),
    );
    const token = refreshTokenIn(await server.exchange());
    expect(refused(await server.refresh(token, { client_id: 'app-2', client_secret: 'its' }))).toEqual(invalid);
    expect((await server.refresh(token)).status).toBe(200);
  });

  test('survives a failure to sign and a failure to write', async () => {
    const token = refreshTokenIn(await server.exchange());
    jest.spyOn(server.signer, 'sign').mockRejectedValueOnce(new Error('KMS is down'));
    expect((await server.refresh(token)).status).toBe(500);
    jest.spyOn(server.grants, 'save').mockRejectedValueOnce(new Error('DynamoDB is down'));
    expect((await server.refresh(token)).status).toBe(500);
    expect((await server.refresh(token)).status).toBe(200);
  });

  test('rests only as its hash', async () => {
    const token = refreshTokenIn(await server.exchange());
    const [grantId = '', secret = ''] = token.split('.');
    expect(JSON.stringify(await server.grants.find(grantId))).not.toContain(secret);
  });
});

describe('a refresh token that comes a second time', () => {
  test('ends the newest refresh token and the access tokens too', async () => {
    const first = await server.exchange();
    const second = await server.refresh(refreshTokenIn(first));
    const third = await server.refresh(refreshTokenIn(second));
    expect(refused(await server.refresh(refreshTokenIn(first)))).toEqual(invalid);
    expect(refused(await server.refresh(refreshTokenIn(third)))).toEqual(invalid);
    expect(await server.revocations.isRevoked(String(claimsIn(third).grant))).toBe(true);
  });

  test('ends nobody else’s sign-in', async () => {
    const first = await server.exchange();
    const another = await server.exchange();
    await server.refresh(refreshTokenIn(first));
    await server.refresh(refreshTokenIn(first));
    expect((await server.refresh(refreshTokenIn(another))).status).toBe(200);
  });

  test('and the authoriser then refuses the access tokens', async () => {
    const first = await server.exchange();
    const authorizeCall = makeAuthorizeCall({
      registry: { find: async (api) => server.registry.get(api) },
      applications: server.applications,
      revocations: server.revocations,
      verifyAccessToken: makeVerifyAccessToken({
        keys: createLocalJWKSet(server.signer.jwks),
        issuer,
        audience: 'https://api.example.nhs.uk',
        clock: server.clock,
      }),
      monitoringKey: async () => 'another-key',
      hash: sha256SecretHash,
    });
    const restApiId = server.registry.get('every-mode')?.restApiId ?? '';
    const shown = { authorization: [`Bearer ${first.body.access_token}`], apiKey: [], isInAddress: false };
    const call = () => authorizeCall({ api: 'every-mode', restApiId, resource: '/', shown });
    expect((await call()).outcome).toBe('allowed');
    await server.refresh(refreshTokenIn(first));
    await server.refresh(refreshTokenIn(first));
    expect((await call()).outcome).toBe('unauthorised');
  });
});
