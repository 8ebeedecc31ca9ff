import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { GatewayBindings } from '../../adapters/http/api-gateway-handler';
import { requestIds } from '../../adapters/http/request-ids';
import type { Introspection } from '../../domain/tokens/introspect-token';
import { readTokenForm, type TokenForm } from '../../domain/tokens/token-form';
import { asRefusal, TokenRefusal } from '../../domain/tokens/token-refusal';
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
    const refusal = asRefusal(error);
    if (refusal.cause !== undefined) onFault(refusal.cause);
    return refused(context, refusal);
  });
  return app;
}

async function formOf({ req }: TokenContext): Promise<TokenForm> {
  const [mediaType = ''] = (req.header('content-type') ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== 'application/x-www-form-urlencoded') throw new TokenRefusal('content_type');
  const body = await req.text();
  if (body.length > largestBody) throw new TokenRefusal('body_too_large');
  const form = readTokenForm(body);
  if (req.header('authorization') !== undefined) throw refusedHeader(form);
  return form;
}

/** This server's authentication methods are in the form, and a request uses one (RFC 6749 §2.3). */
const refusedHeader = ({ client_assertion, client_secret }: TokenForm) =>
  new TokenRefusal(
    client_assertion === undefined && client_secret === undefined
      ? 'authorization_header'
      : 'several_client_authentications',
  );

function refused(context: TokenContext, { error, description, status, retryAfter }: TokenRefusal) {
  const body = { error, error_description: description, message_id: context.env.gatewayRequestId };
  return context.json(body, status as ContentfulStatusCode, {
    ...noStore,
    ...(retryAfter && { 'Retry-After': String(retryAfter) }),
    ...(error === 'invalid_client' && challengeTo(context)),
  });
}

/** RFC 6749 §5.2: who tried an Authorization header is told by the scheme it used. */
function challengeTo({ req }: TokenContext): Record<string, string> {
  const scheme = /^[\w-]{1,32}(?= |$)/.exec(req.header('authorization') ?? '')?.[0];
  return scheme === undefined ? {} : { 'WWW-Authenticate': `${scheme} realm="oauth2"` };
}

const statusBy = (probe: Needs['probe'], onFault: Needs['onFault']): Promise<'pass' | 'fail'> =>
  probe().then(
    () => 'pass' as const,
    (error) => {
      onFault(error);
      return 'fail' as const;
    },
  );
