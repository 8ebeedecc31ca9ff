import { sha256SecretHash } from '../../../../adapters/node/secret-hash';
import { makeRevokeAuthorization } from '../../../../domain/oauth/authorizations/revoke-authorization';
import { anApplication, anAuthorization, subscribedTo } from '../../../builders';
import { aServerWithUsers, claimsIn, refreshTokenIn, type ServerWithUsers } from '../a-sign-in';

let server: ServerWithUsers;
beforeEach(async () => {
  server = await aServerWithUsers();
});

const revoke = (token: unknown, form: Record<string, string> = {}) =>
  server.ask('/revoke', { token: String(token), ...form });
const done = { status: 200, body: {} };
const authorizationOf = (answer: Parameters<typeof claimsIn>[0]) => String(claimsIn(answer).grant);

describe('an application takes back', () => {
  test('a refresh token, and with it all of the sign-in', async () => {
    const first = await server.exchange();
    const second = await server.refresh(refreshTokenIn(first));
    expect(await revoke(refreshTokenIn(second))).toEqual(done);
    expect((await server.refresh(refreshTokenIn(second))).body.error).toBe('invalid_grant');
    expect(await server.revocations.isRevoked(authorizationOf(second))).toBe(true);
  });

  test('a refresh token that was used before, with the same end', async () => {
    const first = await server.exchange();
    const second = await server.refresh(refreshTokenIn(first));
    expect(await revoke(refreshTokenIn(first))).toEqual(done);
    expect((await server.refresh(refreshTokenIn(second))).body.error).toBe('invalid_grant');
  });

  test('the access token of a user, and with it all of the sign-in', async () => {
    const tokens = await server.exchange();
    expect(await revoke(tokens.body.access_token, { token_type_hint: 'refresh_token' })).toEqual(done);
    expect((await server.refresh(refreshTokenIn(tokens))).body.error).toBe('invalid_grant');
  });

  test('its own access token, and no other', async () => {
    const one = await server.post(await server.aForm());
    const another = await server.post(await server.aForm());
    expect(await revoke(one.body.access_token)).toEqual(done);
    expect(await server.revocations.isRevoked(String(claimsIn(one).jti))).toBe(true);
    expect(await server.revocations.isRevoked(String(claimsIn(another).jti))).toBe(false);
  });

  test('what is no token, or none any more, without an error', async () => {
    const { body } = await server.exchange();
    await revoke(body.refresh_token);
    for (const token of [body.refresh_token, body.access_token, 'none', 'none.such', `${body.access_token}x`]) {
      expect(await revoke(token)).toEqual(done);
    }
  });

  test('nothing of another application', async () => {
    const clientSecrets = [{ id: 's', hash: sha256SecretHash.of('its'), createdAt: '2026-01-01T00:00:00Z' }];
    await server.applications.save(
      anApplication({ id: 'app-2', clientSecrets, subscriptions: subscribedTo('every-mode') }),
    );
    const tokens = await server.exchange();
    for (const token of [tokens.body.refresh_token, tokens.body.access_token]) {
      const { status, body } = await revoke(token, { client_id: 'app-2', client_secret: 'its' });
      expect([status, body.error]).toEqual([400, 'invalid_grant']);
    }
    expect((await server.refresh(refreshTokenIn(tokens))).status).toBe(200);
  });

  test('nothing without proof of who it is, or without a token', async () => {
    const { body } = await server.exchange();
    expect((await revoke(body.refresh_token, { client_secret: 'wrong' })).status).toBe(401);
    expect((await revoke('')).body).toMatchObject({ error: 'invalid_request', error_description: 'token is missing' });
    expect((await server.refresh(String(body.refresh_token))).status).toBe(200);
  });
});

describe('an authorisation', () => {
  test('is revoked though others write it at the same time', async () => {
    await server.authorizations.save(anAuthorization());
    const write = async () => {
      const found = await server.authorizations.find('grant-1');
      if (found)
        await server.authorizations.save({ ...found, revision: found.revision + 1, spent: [...found.spent, 'x'] });
    };
    const { authorizations, revocations } = server;
    const revokeAuthorization = makeRevokeAuthorization({ authorizations, revocations });
    await Promise.all([write(), revokeAuthorization('grant-1'), write()]);
    expect((await server.authorizations.find('grant-1'))?.revoked).toBe(true);
  });

  test('that others never stop writing ends for its access tokens all the same, and says that it was not written', async () => {
    const { revocations } = server;
    const authorizations = { find: async () => anAuthorization(), save: async () => false };
    await expect(makeRevokeAuthorization({ authorizations, revocations })('grant-1')).rejects.toThrow();
    expect(await revocations.isRevoked('grant-1')).toBe(true);
  });

  test('opens nothing for as long as it could have given out access tokens, whatever became of its refresh tokens', async () => {
    const revocations = { revoke: jest.fn() };
    const authorizations = { find: async () => anAuthorization({ expiresAt: 1767607798 }), save: async () => false };
    await expect(makeRevokeAuthorization({ authorizations, revocations })('grant-1')).rejects.toThrow();
    expect(revocations.revoke).toHaveBeenCalledWith({ id: 'grant-1', expiresAt: new Date(1767607798_000) });
  });

  test('that is not there any more is nothing to revoke', async () => {
    const { authorizations, revocations } = server;
    await expect(makeRevokeAuthorization({ authorizations, revocations })('gone')).resolves.toBeUndefined();
  });
});
