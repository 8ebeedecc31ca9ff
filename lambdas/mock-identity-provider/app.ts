import { type Context, Hono } from 'hono';
import type { JWK } from 'jose';
import type { GatewayBindings } from '../../adapters/http/api-gateway-handler';
import { requestIds } from '../../adapters/http/request-ids';
import type { Clock, NewId } from '../../domain/ports';
import type { TokenSigner } from '../../domain/tokens/token-signer';
import { type MockProvider, mockProviders, testUsers } from './test-users';

interface Needs {
  readonly baseUrl: string;
  readonly signer: TokenSigner;
  /** The signer's public key. */
  readonly publicKey: () => Promise<JWK>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Seconds that an ID token lives. */
const lifetime = 3600;

type Env = { Bindings: GatewayBindings };

/** CIS2 and NHS login as far as tests need them: discovery, keys, and a sign-in without a browser. */
export function mockIdentityProviderApp({ baseUrl, signer, publicKey, clock, newId }: Needs) {
  const app = new Hono<Env>();
  app.use(requestIds);

  for (const provider of mockProviders) {
    const issuer = `${baseUrl}/${provider}`;
    app.get(`/${provider}/.well-known/openid-configuration`, (context) => context.json(discovery(issuer)));
    app.get(`/${provider}/jwks`, async (context) => context.json({ keys: [await publicKey()] }));
    app.post(`/${provider}/simulate`, async (context) => {
      const { user, clientId } = await signInAsked(context);
      const claims = testUsers[provider].get(user);
      if (claims === undefined) return context.json(unknownUser(provider), 400);
      if (clientId === '') return context.json({ error: 'client_id names who the ID token is for' }, 400);
      const iat = Math.floor(clock.now().getTime() / 1000);
      const session = { iss: issuer, aud: clientId, azp: clientId, iat, auth_time: iat, exp: iat + lifetime };
      const id_token = await signer.sign({ typ: 'JWT', claims: { ...claims, ...session, jti: newId() } });
      return context.json({ id_token }, 200, { 'Cache-Control': 'no-store' });
    });
  }
  return app;
}

async function signInAsked({ req }: Context<Env>): Promise<{ user: string; clientId: string }> {
  const form = new URLSearchParams(await req.text());
  return { user: form.get('user') ?? '', clientId: form.get('client_id') ?? '' };
}

const unknownUser = (provider: MockProvider) => ({
  error: `user names none of the test users: ${[...testUsers[provider].keys()].join(', ')}`,
});

/** OpenID Connect Discovery §3, less the interactive endpoints, which these providers do not have. */
const discovery = (issuer: string) => ({
  issuer,
  jwks_uri: `${issuer}/jwks`,
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
});
