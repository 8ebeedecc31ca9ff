import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { GatewayBindings } from '../../adapters/http/api-gateway-handler';
import { requestIds } from '../../adapters/http/request-ids';
import { readTokenForm, type TokenForm } from '../../domain/tokens/token-form';
import { TokenRefusal } from '../../domain/tokens/token-refusal';

interface Needs {
  /** Both answer where the user goes. */
  readonly startSignIn: (query: TokenForm) => Promise<string>;
  readonly finishSignIn: (query: TokenForm) => Promise<string>;
  readonly userinfo: (authorization: string | undefined) => Promise<Readonly<Record<string, unknown>>>;
  readonly backChannelLogout: (form: TokenForm) => Promise<void>;
  readonly onFault: (error: unknown) => void;
}

type Env = { Bindings: GatewayBindings };
type SignInContext = Context<Env>;

/** Far above what a logout token needs. */
const largestBody = 64 * 1024;

const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };

/** The authorisation server's routes for users and their identity providers, below the base path. */
export function signInApp({ startSignIn, finishSignIn, userinfo, backChannelLogout, onFault }: Needs) {
  const app = new Hono<Env>();
  app.use(requestIds);

  // By method here, as Hono serves HEAD like GET, and a look at a callback would use it up.
  const serve = (method: string, path: string, answer: (context: SignInContext) => Promise<Response>) =>
    app.all(path, async (context) =>
      context.req.method === method ? answer(context) : context.body(null, 405, { Allow: method }),
    );
  serve('GET', '/authorize', async (context) => sentTo(context, await startSignIn(queryOf(context))));
  serve('GET', '/callback', async (context) => sentTo(context, await finishSignIn(queryOf(context))));
  serve('GET', '/userinfo', async (context) => {
    const told = await userinfo(context.req.header('authorization'));
    return context.json(told, 200, noStore);
  });
  serve('POST', '/backchannel_logout', async (context) => {
    await backChannelLogout(await formOf(context));
    return context.json({ success: true }, 200, noStore);
  });

  app.notFound((context) => refused(context, new TokenRefusal('not_found')));
  app.onError((error, context) => {
    if (error instanceof TokenRefusal) return refused(context, error);
    onFault(error);
    return refused(context, new TokenRefusal('unknown'));
  });
  return app;
}

/** No code or state goes on to a third party in a `Referer` (RFC 9700 §4.2.4). */
const sentTo = (context: SignInContext, location: string) =>
  context.body(null, 302, { ...noStore, 'Referrer-Policy': 'no-referrer', Location: location });

const queryOf = ({ req }: SignInContext): TokenForm => readTokenForm(new URL(req.url).search);

async function formOf({ req }: SignInContext): Promise<TokenForm> {
  const [mediaType = ''] = (req.header('content-type') ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== 'application/x-www-form-urlencoded') throw new TokenRefusal('content_type');
  const body = await req.text();
  if (body.length > largestBody) throw new TokenRefusal('body_too_large');
  return readTokenForm(body);
}

function refused(context: SignInContext, { error, description, status }: TokenRefusal): Response {
  // RFC 6750 §3
  if (error === 'invalid_token') context.header('WWW-Authenticate', `Bearer error="${error}"`);
  const body = { error, error_description: description, message_id: context.env.gatewayRequestId };
  return context.json(body, status as ContentfulStatusCode, noStore);
}
