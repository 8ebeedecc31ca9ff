import { sha256SecretHash } from '../../../../adapters/node/secret-hash';
import { anApplication, aRegistryEntry } from '../../../builders';
import { aServerWithUsers, patient, type ServerWithUsers } from '../a-sign-in';

let server: ServerWithUsers;
beforeEach(async () => {
  server = await aServerWithUsers();
  const clientSecrets = [{ id: 's', hash: sha256SecretHash.of('its'), createdAt: '2026-01-01T00:00:00Z' }];
  await server.applications.save(
    anApplication({ id: 'producer', clientSecrets, producerOf: ['another-api', 'every-mode'] }),
  );
});

const introspect = async (token: unknown, form: Record<string, string> = {}) =>
  server.ask('/introspect', { client_id: 'producer', client_secret: 'its', token: String(token), ...form });
const inactive = { status: 200, body: { active: false } };

describe('a producer asks what a token is worth', () => {
  test('and is told, but not who the user is', async () => {
    const { body } = await server.exchange({ acr: 'vtr', auth_time: 1767603000 });
    const answer = await introspect(body.access_token);
    expect(answer).toEqual({
      status: 200,
      body: {
        active: true,
        token_type: 'Bearer',
        iss: 'https://api.example.nhs.uk/oauth2',
        aud: 'https://api.example.nhs.uk',
        sub: 'app-1',
        client_id: 'app-1',
        iat: server.clock.seconds(),
        exp: server.clock.seconds() + 599,
        jti: expect.any(String),
        mode: 'nhs-login-p9',
        scope: 'urn:nhsd:apim:user-nhs-login:P9',
        acr: 'vtr',
        auth_time: 1767603000,
      },
    });
    expect(JSON.stringify(answer)).not.toContain(patient);
  });

  test.each([
    ['has expired', () => server.clock.advance(600)],
    ['was revoked', (token: unknown) => server.ask('/revoke', { token: String(token) })],
    [
      'belongs to an application that is not approved any more',
      () => server.applications.save(anApplication({ revision: 2, status: 'revoked' })),
    ],
    [
      'belongs to an application that has left its API',
      () => server.applications.save(anApplication({ revision: 2, subscriptions: {} })),
    ],
    ['is for an API that has gone', () => server.registry.delete('every-mode')],
    [
      'opens no operation of its API',
      () => server.registry.set('every-mode', aRegistryEntry({ api: 'every-mode', operations: [] })),
    ],
  ])('it is not active once it %s', async (_case, happens) => {
    const { access_token: token } = (await server.post(await server.aForm())).body;
    expect((await introspect(token)).body.active).toBe(true);
    await happens(token);
    expect(await introspect(token)).toEqual(inactive);
  });

  test.each(['none', 'a.b.c', ''])('%j is not active, or missing', async (token) => {
    const { status, body } = await introspect(token);
    expect([status, body.active ?? body.error_description]).toEqual(
      token === '' ? [400, 'token is missing'] : [200, false],
    );
  });

  test('a refresh token is not active', async () => {
    expect(await introspect((await server.exchange()).body.refresh_token)).toEqual(inactive);
  });
});

describe('nobody else learns anything', () => {
  test('not the producer of another API', async () => {
    await server.applications.save({
      ...anApplication({ id: 'producer', revision: 2, producerOf: ['another-api', 'constructor'] }),
      clientSecrets: [{ id: 's', hash: sha256SecretHash.of('its'), createdAt: '2026-01-01T00:00:00Z' }],
    });
    expect(await introspect((await server.exchange()).body.access_token)).toEqual(inactive);
  });

  test('not an application that produces nothing, nor one without proof', async () => {
    const { body } = await server.exchange();
    const other = await server.ask('/introspect', { token: String(body.access_token) });
    expect([other.status, other.body.error]).toEqual([401, 'unauthorized_client']);
    expect((await introspect(body.access_token, { client_secret: 'wrong' })).status).toBe(401);
  });
});
