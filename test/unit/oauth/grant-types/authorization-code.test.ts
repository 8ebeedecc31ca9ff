import { sha256SecretHash } from '../../../../adapters/node/secret-hash';
import { anApplication, subscribedTo } from '../../../builders';
import { aServerWithUsers, challengeOf, claimsIn, refreshTokenIn, type ServerWithUsers, secret } from '../a-sign-in';

let server: ServerWithUsers;
beforeEach(async () => {
  server = await aServerWithUsers();
});

const invalid = { status: 400, body: expect.objectContaining({ error: 'invalid_grant' }) };
const expectInvalid = async (answer: Promise<{ status: number; body: object }>) => {
  const { status, body } = await answer;
  expect({ status, body }).toEqual({
    ...invalid,
    body: expect.objectContaining({ error: 'invalid_grant', error_description: 'authorization_code is invalid' }),
  });
};

describe('an authorisation code', () => {
  test('is traded for an access token and the first refresh token', async () => {
    const answer = await server.redeem(await server.aCode());
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      expires_in: '599',
      token_type: 'Bearer',
      refresh_token: expect.stringMatching(/^grant-1\.dip_\w{49}$/),
      refresh_token_expires_in: '3599',
      refresh_count: '0',
    });
    expect(claimsIn(answer)).toMatchObject({ client_id: 'app-1', mode: 'nhs-login-p9', grant: 'grant-1' });
  });

  test('works once, and a second use ends what came of the first', async () => {
    const code = await server.aCode();
    const first = await server.redeem(code);
    await expectInvalid(server.redeem(code));
    expect((await server.refresh(refreshTokenIn(first))).body.error).toBe('invalid_grant');
    expect(await server.revocations.isRevoked('grant-1')).toBe(true);
  });

  test('used 200 times at once is traded once', async () => {
    const code = await server.aCode();
    const answers = await Promise.all(Array.from({ length: 200 }, () => server.redeem(code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(199);
    expect(await server.revocations.isRevoked('grant-1')).toBe(true);
  });

  test('lives 60 seconds', async () => {
    const code = await server.aCode();
    server.clock.advance(60);
    await expectInvalid(server.redeem(code));
  });

  test.each(['', 'none', 'none.such', '.', 'grant-1.', '.the-code', 'grant-1.another', `grant-1.${'x'.repeat(600)}`])(
    'cannot be made up: %j',
    async (code) => {
      await server.aCode();
      const { status, body } = await server.redeem(code);
      expect(status).toBe(400);
      expect(body.access_token).toBeUndefined();
    },
  );

  test('of another application is no code, and stays good for its own', async () => {
    const clientSecrets = [{ id: 's', hash: sha256SecretHash.of('its'), createdAt: '2026-01-01T00:00:00Z' }];
    await server.applications.save(
      anApplication({ id: 'app-2', clientSecrets, subscriptions: subscribedTo('every-mode') }),
    );
    const code = await server.aCode();
    await expectInvalid(server.redeem(code, { client_id: 'app-2', client_secret: 'its' }));
    expect((await server.redeem(code)).status).toBe(200);
  });

  test('whose authorisation was revoked, or that an authorisation never had, is no code', async () => {
    await expectInvalid(server.redeem(await server.aCode({}, { revoked: true })));
    const { body } = await server.exchange();
    const [authorizationId] = (body.refresh_token ?? '').split('.');
    await expectInvalid(server.redeem(`${authorizationId}.the-code`));
  });

  test('is bound to the redirect_uri it was sent to', async () => {
    const code = await server.aCode();
    for (const redirect_uri of ['https://app.example/callback/', 'https://app.example/', 'https://evil.example']) {
      const { status, body } = await server.redeem(code, { redirect_uri });
      expect([status, body.error_description]).toEqual([400, 'redirect_uri is invalid']);
    }
    const { body } = await server.redeem(code, { redirect_uri: '' });
    expect(body.error_description).toBe('redirect_uri is missing');
    expect((await server.redeem(code)).status).toBe(200);
  });

  test('is needed', async () => {
    expect((await server.redeem('')).body.error_description).toBe('authorization_code is missing');
  });
});

describe('a code with a PKCE challenge', () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

  test('needs the verifier', async () => {
    const code = await server.aCode({ challengeMark: await server.marks.of(challengeOf(verifier)) });
    const without = await server.redeem(code);
    expect([without.status, without.body.error]).toEqual([400, 'invalid_grant']);
    for (const code_verifier of [`${verifier}x`, challengeOf(verifier)]) {
      expect((await server.redeem(code, { code_verifier })).body.error).toBe('invalid_grant');
    }
    expect((await server.redeem(code, { code_verifier: verifier })).status).toBe(200);
  });

  test('and a verifier without a challenge is refused', async () => {
    const { body } = await server.redeem(await server.aCode(), { code_verifier: verifier });
    expect(body).toMatchObject({ error: 'invalid_grant', error_description: 'code_verifier is missing or invalid' });
  });
});

describe('an application proves itself by its secret', () => {
  const description = 'client_id or client_secret is invalid';
  test.each([
    ['without its id', { client_id: '' }, 401, 'client_id is missing'],
    ['without its secret', { client_secret: '' }, 401, 'client_secret is missing'],
    ['with another secret', { client_secret: 'wrong' }, 401, description],
    ['with the hash of its secret', { client_secret: sha256SecretHash.of(secret) }, 401, description],
    ['as nobody', { client_id: 'nobody' }, 401, description],
  ])('not %s', async (_case, changes, status, error_description) => {
    const answer = await server.redeem(await server.aCode(), changes);
    expect([answer.status, answer.body.error_description]).toEqual([status, error_description]);
  });

  test('with either of two while one is replaced', async () => {
    const of = (text: string) => ({ id: text, hash: sha256SecretHash.of(text), createdAt: '2026-01-01T00:00:00Z' });
    server = await aServerWithUsers({ clientSecrets: [of('old'), of('new')] });
    const { body } = await server.redeem(await server.aCode(), { client_secret: 'new' });
    expect(body.access_token).toBeDefined();
    expect((await server.refresh(body.refresh_token ?? '', { client_secret: 'old' })).status).toBe(200);
  });

  test('unless it has none, or is not approved', async () => {
    server = await aServerWithUsers({ clientSecrets: [] });
    expect((await server.redeem(await server.aCode(), { client_secret: '' })).status).toBe(401);
    server = await aServerWithUsers({ status: 'revoked' });
    expect((await server.redeem(await server.aCode())).body.error).toBe('access_denied');
  });
});
