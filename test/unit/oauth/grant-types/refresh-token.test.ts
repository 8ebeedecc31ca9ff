import { ps256Signature } from '../../../../adapters/node/ps256-signature';
import { sha256SecretHash } from '../../../../adapters/node/secret-hash';
import { makeAuthorizeCall } from '../../../../domain/access/authorize-call';
import { makeVerifyAccessToken } from '../../../../domain/oauth/tokens/verify-access-token';
import { anApplication, subscribedTo } from '../../../builders';
import { aServerWithUsers, claimsIn, refreshTokenIn, type ServerWithUsers } from '../a-sign-in';
import { issuer } from '../token-endpoint';

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

  test('used 200 times at once is honoured once, and the one answer is given to all', async () => {
    const token = refreshTokenIn(await server.exchange());
    const form = { grant_type: 'refresh_token', refresh_token: token };
    const requests = await Promise.all(Array.from({ length: 200 }, () => server.aForm(form)));
    const answers = await Promise.all(requests.map((request) => server.post(request)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    const [answer] = answers;
    if (!answer) throw new Error('nobody was answered');
    expect((await server.refresh(refreshTokenIn(answer))).status).toBe(200);
    expect(refused(await server.refresh(token))).toEqual(invalid);
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
    jest.spyOn(server.authorizations, 'save').mockRejectedValueOnce(new Error('DynamoDB is down'));
    expect((await server.refresh(token)).status).toBe(500);
    expect((await server.refresh(token)).status).toBe(200);
  });

  test('rests only as its hash', async () => {
    const token = refreshTokenIn(await server.exchange());
    const [authorizationId = '', secret = ''] = token.split('.');
    expect(JSON.stringify(await server.authorizations.find(authorizationId))).not.toContain(secret);
  });
});

describe('an application that did not get the answer to a refresh', () => {
  const lost = async () => {
    const token = refreshTokenIn(await server.exchange());
    return { token, answer: await server.refresh(token) };
  };

  test('is given it again, as often as it asks within 20 seconds, and goes on with it', async () => {
    const { token, answer } = await lost();
    for (const seconds of [0, 1, 10, 8]) {
      server.clock.advance(seconds);
      const { status, body } = await server.refresh(token);
      expect([status, body]).toEqual([200, answer.body]);
    }
    expect((await server.refresh(refreshTokenIn(answer))).body.refresh_count).toBe('2');
  });

  test('may prove itself by an assertion the second time', async () => {
    const { token, answer } = await lost();
    const { body } = await server.post(await server.aForm({ grant_type: 'refresh_token', refresh_token: token }));
    expect(body).toEqual(answer.body);
  });

  test('has lost the sign-in after 20 seconds', async () => {
    const { token, answer } = await lost();
    server.clock.advance(20);
    expect(refused(await server.refresh(token))).toEqual(invalid);
    expect(refused(await server.refresh(refreshTokenIn(answer)))).toEqual(invalid);
  });

  test('and a thief who comes once it has gone on end the sign-in, however soon', async () => {
    const { token, answer } = await lost();
    const next = await server.refresh(refreshTokenIn(answer));
    expect(refused(await server.refresh(token))).toEqual(invalid);
    expect(refused(await server.refresh(refreshTokenIn(next)))).toEqual(invalid);
  });

  test('is not given what an earlier refresh token was answered', async () => {
    const { token, answer } = await lost();
    const next = await server.refresh(refreshTokenIn(answer));
    expect((await server.refresh(refreshTokenIn(answer))).body).toEqual(next.body);
    expect(refused(await server.refresh(token))).toEqual(invalid);
  });

  test('is given nothing once the sign-in was revoked', async () => {
    const { token, answer } = await lost();
    await server.ask('/revoke', { token: refreshTokenIn(answer) });
    expect(refused(await server.refresh(token))).toEqual(invalid);
  });

  test('must still prove itself', async () => {
    const { token } = await lost();
    expect((await server.refresh(token, { client_secret: 'wrong' })).body.error).toBe('invalid_client');
  });

  test('is not another application, which gets nothing and ends nothing', async () => {
    const clientSecrets = [{ id: 's', hash: sha256SecretHash.of('its'), createdAt: '2026-01-01T00:00:00Z' }];
    await server.applications.save(anApplication({ id: 'app-2', clientSecrets }));
    const { token, answer } = await lost();
    expect(refused(await server.refresh(token, { client_id: 'app-2', client_secret: 'its' }))).toEqual(invalid);
    expect((await server.refresh(token)).body).toEqual(answer.body);
  });

  test('finds its answer nowhere but with the refresh token: the table holds it sealed', async () => {
    const { token, answer } = await lost();
    const authorization = await server.authorizations.find(token.split('.')[0] ?? '');
    if (!authorization?.lastAnswer) throw new Error('nothing is kept');
    const { body } = answer;
    for (const secret of [body.access_token, body.refresh_token?.split('.')[1], token.split('.')[1]]) {
      expect(JSON.stringify(authorization)).not.toContain(secret);
    }
    // Whoever can write the table cannot make an answer of one sign-in that of another.
    const other = await server.exchange();
    const theirs = await server.authorizations.find(refreshTokenIn(other).split('.')[0] ?? '');
    if (!theirs?.refresh) throw new Error('nothing was granted');
    const forged = { ...authorization.lastAnswer, to: theirs.refresh.hash };
    const spent = [theirs.refresh.hash];
    await server.authorizations.save({ ...theirs, revision: theirs.revision + 1, spent, lastAnswer: forged });
    expect((await server.refresh(refreshTokenIn(other))).status).toBe(500);
  });
});

describe('a refresh token that comes a second time, later or after the next one was used', () => {
  const useTwice = async (first: Awaited<ReturnType<ServerWithUsers['exchange']>>) => {
    await server.refresh(refreshTokenIn(first));
    server.clock.advance(20);
    await server.refresh(refreshTokenIn(first));
  };

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
    await useTwice(first);
    expect((await server.refresh(refreshTokenIn(another))).status).toBe(200);
  });

  test('and the authoriser then refuses the access tokens', async () => {
    const first = await server.exchange();
    const authorizeCall = makeAuthorizeCall({
      registry: { find: async (api) => server.registry.get(api) },
      applications: server.applications,
      revocations: server.revocations,
      verifyAccessToken: makeVerifyAccessToken({
        signature: ps256Signature(server.signer.jwks),
        issuer,
        audience: 'https://api.example.nhs.uk',
        clock: server.clock,
      }),
      monitoringKey: async () => 'another-key',
      hash: sha256SecretHash,
      noteKeyUse: async () => {},
      clock: server.clock,
    });
    const restApiId = server.registry.get('every-mode')?.restApiId ?? '';
    const shown = { authorization: [`Bearer ${first.body.access_token}`], apiKey: [], isInAddress: false };
    const call = () => authorizeCall({ api: 'every-mode', restApiId, resource: '/', shown });
    expect((await call()).outcome).toBe('allowed');
    await useTwice(first);
    expect((await call()).outcome).toBe('unauthorised');
  });
});
