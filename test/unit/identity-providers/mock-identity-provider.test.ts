import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import * as z from 'zod';
import { mockProviders } from '../../../lambdas/mock-identity-provider/test-user';
import { testUsers } from '../../../lambdas/mock-identity-provider/test-users';
import { aMockProvider, type MockProviders } from './a-mock-provider';

let mock: MockProviders;
beforeAll(async () => {
  mock = await aMockProvider();
});
afterAll(() => mock.close());

const read = async (path: string) => (await mock.request(path)).json();
const keysOf = async (provider: string) => createLocalJWKSet((await read(`/${provider}/jwks`)) as JSONWebKeySet);
const answer = z.looseObject({ id_token: z.string().default(''), logout_token: z.string().default('') });
const post = async (path: string, form: Record<string, string>) => {
  const response = await mock.post(path, form);
  return { status: response.status, body: answer.parse(await response.json()) };
};

test.each(mockProviders)('%s publishes where everything is, and a key that holds its ID tokens', async (provider) => {
  const issuer = `${mock.baseUrl}/${provider}`;
  expect(await read(`/${provider}/.well-known/openid-configuration`)).toMatchObject({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    id_token_signing_alg_values_supported: [provider === 'cis2' ? 'RS256' : 'RS512'],
    backchannel_logout_supported: true,
  });
  const [user = ''] = testUsers[provider].keys();
  const { body } = await post(`/${provider}/simulate`, { user, client_id: 'app-1' });
  const options = { issuer, audience: 'app-1', typ: 'JWT', currentDate: mock.clock.now() };
  await expect(jwtVerify(body.id_token, await keysOf(provider), options)).resolves.toBeDefined();
});

test.each([
  ['cis2', '656005750104', { sub: '656005750104', authentication_assurance_level: '3' }],
  ['cis2', '656005750111', { authentication_assurance_level: '2' }],
  ['cis2', '656005750110', { authentication_assurance_level: '1' }],
  ['nhs-login', '9912003071', { nhs_number: '9912003071', identity_proofing_level: 'P9' }],
  ['nhs-login', '9912003072', { identity_proofing_level: 'P5' }],
  ['nhs-login', '9912003073', { identity_proofing_level: 'P0' }],
])('%s signs user %s in at its level without a browser', async (provider, user, claims) => {
  const { body } = await post(`/${provider}/simulate`, { user, client_id: 'app-1' });
  expect(decodeJwt(body.id_token)).toMatchObject(claims);
});

test('an unknown user, an unknown actor or nobody’s sign-in is refused in words', async () => {
  expect(await post('/cis2/simulate', { user: '1', client_id: 'app-1' })).toMatchObject({
    status: 400,
    body: { error_description: expect.stringContaining('656005750104') },
  });
  expect((await post('/cis2/simulate', { user: '656005750104' })).status).toBe(400);
  const acting = { user: '9912004086', client_id: 'app-1', actor: '1' };
  expect((await post('/nhs-login/simulate', acting)).status).toBe(400);
});

test('whoever acts for another is inside the ID token', async () => {
  const { body } = await post('/nhs-login/simulate', { user: '9912004086', client_id: 'a', actor: '9912003072' });
  const { nhs_number, act } = decodeJwt<{ act: { sub: string } }>(body.id_token);
  expect([nhs_number, decodeJwt(act.sub).nhs_number]).toEqual(['9912004086', '9912003072']);
});

describe('a logout token for the platform', () => {
  test.each([
    ['cis2', { user: '656005750104' }, { sub: '656005750104' }],
    ['nhs-login', { user: '9912003071' }, { sub: 'mock-9912003071' }],
    ['cis2', { sid: 'session-1' }, { sid: 'session-1' }],
  ])('of %s for %j', async (provider, who, claims) => {
    const { body } = await post(`/${provider}/logout`, who as Record<string, string>);
    expect(body).toMatchObject({ logout_token: mock.logoutTokens.at(-1), status: 200 });
    const keys = await keysOf(provider);
    const expected = { issuer: `${mock.baseUrl}/${provider}`, audience: 'dip-local', typ: 'logout+jwt' };
    const { payload } = await jwtVerify(body.logout_token, keys, { ...expected, currentDate: mock.clock.now() });
    expect(payload).toMatchObject({
      ...claims,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      jti: expect.any(String),
    });
    expect(payload).not.toHaveProperty('nonce');
    expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(120);
  });

  test('is for somebody', async () => {
    const before = mock.logoutTokens.length;
    expect((await post('/cis2/logout', {})).status).toBe(400);
    expect((await post('/cis2/logout', { user: 'nobody' })).status).toBe(400);
    expect(mock.logoutTokens).toHaveLength(before);
  });
});

describe('test users', () => {
  test('of NHS login have numbers of the test range', () => {
    for (const number of testUsers['nhs-login'].keys()) expect(number).toMatch(/^9\d{9}$/);
  });

  test.each(mockProviders)('of %s are those that the guide lists', (provider) => {
    const guide = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'guides', 'test-users.md'), 'utf8');
    const rows = [...testUsers[provider].values()].map(
      ({ id, name, level, note }) => `| \`${id}\` | ${name} | ${level} | ${note} |`,
    );
    const [, section = ''] = guide.split(`## \`/${provider}\``);
    const listed = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
    expect(listed).toEqual(rows);
  });
});
