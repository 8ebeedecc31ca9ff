import { Hono } from 'hono';
import type { GatewayBindings } from '../../adapters/http/api-gateway-handler';
import { formOf, noStore, type OAuthContext, refusedFor } from '../../adapters/http/oauth-answers';
import { requestIds } from '../../adapters/http/request-ids';
import { readTokenForm, type TokenForm } from '../../domain/tokens/token-form';
import { TokenRefusal } from '../../domain/tokens/token-refusal';

interface Needs {
  /** @throws TokenRefusal where the address asks too often. */
  readonly admit: (address: string) => Promise<void>;
  /** Both answer where the user goes. */
  readonly startSignIn: (query: TokenForm) => Promise<string>;
  readonly finishSignIn: (query: TokenForm) => Promise<string>;
  readonly userinfo: (authorization: string | undefined) => Promise<Readonly<Record<string, unknown>>>;
  readonly backChannelLogout: (form: TokenForm) => Promise<void>;
  readonly onFault: (error: unknown) => void;
}

type Env = { Bindings: GatewayBindings };

/** The authorisation server's routes for users and their identity providers, below the base path. */
export function signInApp({ admit, startSignIn, finishSignIn, userinfo, backChannelLogout, onFault }: Needs) {
  const app = new Hono<Env>();
  app.use(requestIds);
  app.use(async (context, next) => {
    await admit(context.env.sourceIp);
    await next();
  });

  // By method here, as Hono serves HEAD like GET, and a look at a callback would use it up.
  const serve = (method: string, path: string, answer: (context: OAuthContext) => Promise<Response>) =>
    app.all(path, async (context) =>
      context.req.method === method ? answer(context) : context.body(null, 405, { ...noStore, Allow: method }),
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

  app.notFound((context) => refusedFor(new TokenRefusal('not_found'), context, onFault));
  app.onError((error, context) => refusedFor(error, context, onFault));
  return app;
}

/** No code or state goes on to a third party in a `Referer` (RFC 9700 §4.2.4). */
const sentTo = (context: OAuthContext, location: string) =>
  context.body(null, 302, { ...noStore, 'Referrer-Policy': 'no-referrer', Location: location });

const queryOf = ({ req }: OAuthContext): TokenForm => readTokenForm(new URL(req.url).search);
