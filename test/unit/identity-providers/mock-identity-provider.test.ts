import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { MemoryTokenSigner } from '../../../adapters/memory/memory-token-signer';
import { mockIdentityProviderApp } from '../../../lambdas/mock-identity-provider/app';
import { mockProviders, testUsers } from '../../../lambdas/mock-identity-provider/test-users';
import { aClock } from '../../builders';

const baseUrl = 'http://127.0.0.1:8083';
const bindings = { gatewayRequestId: 'gateway-request-1' };
const clock = aClock();
let signer: MemoryTokenSigner;
let app: ReturnType<typeof mockIdentityProviderApp>;
beforeAll(async () => {
  signer = await MemoryTokenSigner.create({ algorithm: 'RS256' });
  const publicKey = async () => signer.jwks.keys[0] ?? {};
  app = mockIdentityProviderApp({ baseUrl, signer, publicKey, clock, newId: () => 'id-1' });
});

const simulate = async (provider: string, form: Record<string, string>) => {
  const init = { method: 'POST', body: new URLSearchParams(form) };
  const response = await app.request(`/${provider}/simulate`, init, bindings);
  return { status: response.status, body: (await response.json()) as { id_token?: string; error?: string } };
};

test.each(mockProviders)('%s publishes where its keys are, and they hold its ID tokens', async (provider) => {
  const discovery = await (await app.request(`/${provider}/.well-known/openid-configuration`, {}, bindings)).json();
  expect(discovery).toMatchObject({ issuer: `${baseUrl}/${provider}`, jwks_uri: `${baseUrl}/${provider}/jwks` });
  const keys = createLocalJWKSet((await (await app.request(`/${provider}/jwks`, {}, bindings)).json()) as never);
  const [user = ''] = testUsers[provider].keys();
  const { body } = await simulate(provider, { user, client_id: 'app-1' });
  const options = { issuer: `${baseUrl}/${provider}`, audience: 'app-1', typ: 'JWT', currentDate: clock.now() };
  await expect(jwtVerify(body.id_token ?? '', keys, options)).resolves.toBeDefined();
});

test.each([
  ['cis2', '656005750104', { sub: '656005750104', authentication_assurance_level: '3' }],
  ['cis2', '656005750111', { authentication_assurance_level: '2' }],
  ['cis2', '656005750110', { authentication_assurance_level: '1' }],
  ['nhs-login', '9912003071', { nhs_number: '9912003071', identity_proofing_level: 'P9' }],
  ['nhs-login', '9912003072', { identity_proofing_level: 'P5' }],
  ['nhs-login', '9912003073', { identity_proofing_level: 'P0' }],
])('%s signs user %s in at its level', async (provider, user, claims) => {
  const { body } = await simulate(provider, { user, client_id: 'app-1' });
  expect(decodeJwt(body.id_token ?? '')).toMatchObject(claims);
});

test('an unknown user or nobody’s sign-in is refused in words', async () => {
  expect(await simulate('cis2', { user: '1', client_id: 'app-1' })).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('656005750104') },
  });
  expect((await simulate('cis2', { user: '656005750104' })).status).toBe(400);
});

test('every NHS number is of the test range', () => {
  for (const number of testUsers['nhs-login'].keys()) expect(number).toMatch(/^9\d{9}$/);
});
