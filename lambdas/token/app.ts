import { type Context, Hono } from 'hono';
import type { GatewayBindings } from '../../adapters/http/api-gateway-handler';
import { requestIds } from '../../adapters/http/request-ids';
import type { Introspection } from '../../domain/tokens/introspect-token';
import { readTokenForm, type TokenForm } from '../../domain/tokens/token-form';
import { TokenRefusal } from '../../domain/tokens/token-refusal';
import type { TokenResponse } from '../../domain/tokens/token-response';

interface Needs {
  readonly issueToken: (form: TokenForm) => Promise<TokenResponse>;
  readonly revokeToken: (form: TokenForm) => Promise<void>;
  readonly introspectToken: (form: TokenForm) => Promise<Introspection>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The public JWKS, JSON. */
  readonly jwks: string;
  /** Resolves where what the server stands on answers. */
  readonly probe: () => Promise<unknown>;
  readonly onFault: (error: unknown) => void;
}

type TokenContext = Context<{ Bindings: GatewayBindings }>;

/** Far above what an assertion and an ID token need. */
const largestBody = 64 * 1024;

const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };
const cacheable = { 'Cache-Control': 'public, max-age=300' };

/** The authorisation server's routes, below the base path. */
export function tokenApp({ issueToken, revokeToken, introspectToken, metadata, jwks, probe, onFault }: Needs) {
  const app = new Hono<{ Bindings: GatewayBindings }>();
  app.use(requestIds);

  app.post('/token', async (context) => context.json(await issueToken(await formOf(context)), 200, noStore));
  app.post('/introspect', async (context) => context.json(await introspectToken(await formOf(context)), 200, noStore));
  app.post('/revoke', async (context) => {
    await revokeToken(await formOf(context));
    return context.body(null, 200, noStore);
  });
  app.get('/jwks', (context) => context.body(jwks, 200, { ...cacheable, 'Content-Type': 'application/json' }));
  for (const name of ['openid-configuration', 'oauth-authorization-server']) {
    app.get(`/.well-known/${name}`, (context) => context.json(metadata, 200, cacheable));
  }
  app.get('/_ping', (context) => context.json({ status: 'pass' }, 200, noStore));
  app.get('/_status', async (context) => context.json({ status: await statusBy(probe, onFault) }, 200, noStore));

  for (const path of ['/token', '/revoke', '/introspect']) {
    app.all(path, (context) => context.body(null, 405, { Allow: 'POST' }));
  }
  app.notFound((context) => refused(context, new TokenRefusal('not_found')));
  app.onError((error, context) => {
    if (error instanceof TokenRefusal) return refused(context, error);
    onFault(error);
    return refused(context, new TokenRefusal('unknown'));
  });
  return app;
}

async function formOf({ req }: TokenContext): Promise<TokenForm> {
  const [mediaType = ''] = (req.header('content-type') ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== 'application/x-www-form-urlencoded') throw new TokenRefusal('content_type');
  // RFC 6749 §2.3: one authentication method a request, and this server's is in the form.
  if (req.header('authorization') !== undefined) throw new TokenRefusal('several_client_authentications');
  const body = await req.text();
  if (body.length > largestBody) throw new TokenRefusal('body_too_large');
  return readTokenForm(body);
}

const refused = (context: TokenContext, { error, description, status }: TokenRefusal) =>
  context.json({ error, error_description: description, message_id: context.env.gatewayRequestId }, status, noStore);

const statusBy = (probe: Needs['probe'], onFault: Needs['onFault']): Promise<'pass' | 'fail'> =>
  probe().then(
    () => 'pass' as const,
    (error) => {
      onFault(error);
      return 'fail' as const;
    },
  );
