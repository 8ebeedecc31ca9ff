import { Hono } from 'hono';
import type { GatewayBindings } from '../../adapters/http/api-gateway-handler';
import { formOf, noStore, type OAuthContext, refusedFor } from '../../adapters/http/oauth-answers';
import { requestIds } from '../../adapters/http/request-ids';
import { sentTo } from '../../adapters/http/sent-to';
import { type BrowserOrigin, isThere } from '../../domain/oauth/endpoints/browser-origin';
import type { ServerHealth } from '../../domain/oauth/endpoints/check-server-health';
import type { Introspection } from '../../domain/oauth/endpoints/introspect-token';
import type { TokenForm } from '../../domain/oauth/token-form';
import { TokenRefusal } from '../../domain/oauth/token-refusal';
import type { TokenResponse } from '../../domain/oauth/tokens/token-response';

interface Needs {
  readonly issueToken: Serve<TokenResponse>;
  readonly revokeToken: Serve<void>;
  readonly introspectToken: Serve<Introspection>;
  readonly browserOrigin: BrowserOrigin;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly issuer: string };
  /** The public JWKS, JSON. */
  readonly jwks: string;
  readonly isMonitor: (key: string) => Promise<boolean>;
  readonly checkHealth: () => Promise<ServerHealth>;
  readonly onFault: (error: unknown) => void;
}

type Serve<Answer> = (form: TokenForm, address: string) => Promise<Answer>;

const cacheable = { 'Cache-Control': 'public, max-age=300' };

/** The authorisation server's routes, below the base path. */
export function tokenApp(needs: Needs) {
  const { issueToken, revokeToken, introspectToken, metadata, browserOrigin, jwks, isMonitor, checkHealth, onFault } =
    needs;
  const app = new Hono<{ Bindings: GatewayBindings }>();
  app.use(requestIds);
  const served = async <Answer>(serve: Serve<Answer>, context: OAuthContext): Promise<Answer> =>
    serve(await authenticatingForm(context), context.env.sourceIp);

  app.post('/token', async (context) => context.json(await served(issueToken, context), 200, noStore));
  app.post('/introspect', async (context) => context.json(await served(introspectToken, context), 200, noStore));
  app.post('/revoke', async (context) => {
    await served(revokeToken, context);
    return context.body(null, 200, noStore);
  });
  app.get('/jwks', (context) => context.body(jwks, 200, { ...cacheable, 'Content-Type': 'application/json' }));
  // The second as RFC 8414 §3.1 has it, below the host name; the others below the issuer, where clients look too.
  const { pathname: issuerPath } = new URL(metadata.issuer);
  // RFC 8414 §3.3: an issuer is believed only where its own address leads to the document.
  const isIssuersOwn = ({ domainName }: GatewayBindings) =>
    browserOrigin.host === '' || !isThere(browserOrigin, domainName);
  for (const name of [
    'openid-configuration',
    `oauth-authorization-server${issuerPath}`,
    'oauth-authorization-server',
  ]) {
    app.get(`/.well-known/${name}`, (context) =>
      isIssuersOwn(context.env)
        ? context.json(metadata, 200, cacheable)
        : sentTo(context, `${metadata.issuer}/.well-known/${name}`),
    );
  }
  app.get('/_ping', (context) => context.json({ status: 'pass' }, 200, noStore));
  app.get('/_status', async (context) => {
    const key = context.req.header('apikey');
    if (key === undefined || !(await isMonitor(key))) throw new TokenRefusal('monitoring_key_invalid');
    return context.json(await checkHealth(), 200, noStore);
  });

  for (const path of ['/token', '/revoke', '/introspect']) {
    app.all(path, (context) => context.body(null, 405, { ...noStore, Allow: 'POST' }));
  }
  app.notFound((context) => refusedFor(new TokenRefusal('not_found'), context, onFault));
  app.onError((error, context) => refusedFor(error, context, onFault));
  return app;
}

async function authenticatingForm(context: OAuthContext): Promise<TokenForm> {
  const form = await formOf(context);
  if (context.req.header('authorization') !== undefined) throw refusedHeader(form);
  return form;
}

/** This server's authentication methods are in the form, and a request uses one (RFC 6749 §2.3). */
const refusedHeader = ({ client_assertion, client_secret }: TokenForm) =>
  new TokenRefusal(
    client_assertion === undefined && client_secret === undefined
      ? 'authorization_header'
      : 'several_client_authentications',
  );
