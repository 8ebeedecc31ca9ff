import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import type { GatewayBindings } from '../../adapters/http/api-gateway-handler';
import { formOf, noStore, type OAuthContext, refusedFor } from '../../adapters/http/oauth-answers';
import { refusalPage } from '../../adapters/http/refusal-page';
import { requestIds } from '../../adapters/http/request-ids';
import { sentTo } from '../../adapters/http/sent-to';
import { type BrowserOrigin, isThere } from '../../domain/oauth/endpoints/browser-origin';
import type { makeLimitRequests } from '../../domain/oauth/endpoints/request-limits';
import type { makeSignInServer } from '../../domain/oauth/endpoints/sign-in-server';
import { readTokenForm, type TokenForm } from '../../domain/oauth/token-form';
import { TokenRefusal } from '../../domain/oauth/token-refusal';
import { keepBinding, takeBinding } from './browser-cookies';

type Needs = ReturnType<typeof makeSignInServer> &
  Pick<ReturnType<typeof makeLimitRequests>, 'admit' | 'refusing'> & {
    readonly browserOrigin: BrowserOrigin;
    readonly onFault: (error: unknown) => void;
  };

type Answer = (context: OAuthContext) => Promise<Response>;

/** The authorisation server's routes for users and their identity providers, below the base path. */
export function signInApp(needs: Needs) {
  const { admit, refusing, browserOrigin, onFault } = needs;
  const app = new Hono<{ Bindings: GatewayBindings }>();
  app.use(requestIds);

  // By method here, as Hono serves HEAD like GET, and a look at a callback would use it up.
  const serve = (method: string, path: string, answer: Answer) =>
    app.all(path, async (context) =>
      context.req.method === method ? answer(context) : context.body(null, 405, { ...noStore, Allow: method }),
    );
  /** What browsers open: where producers' APIs answer too they are led away, and refusals are pages. */
  const servePage = (path: string, answer: Answer) =>
    serve('GET', path, async (context) => {
      if (!isThere(browserOrigin, context.env.domainName)) {
        return sentTo(context, `${browserOrigin.url}${path}${new URL(context.req.url).search}`);
      }
      context.header('Vary', 'Accept');
      return answer(context).catch((error) =>
        (isForPerson(context) ? refusalPage : refusedFor)(error, context, onFault),
      );
    });

  servePage('/authorize', async (context) => {
    await admit(context.env.sourceIp);
    const { location, binding } = await needs.startSignIn(queryOf(context));
    if (binding) keepBinding(context, binding);
    return sentTo(context, location);
  });
  servePage('/callback', async (context) => {
    const takeSecret = (name: string) => takeBinding(context, name);
    const finish = async () => needs.finishSignIn({ query: queryOf(context), takeSecret });
    return sentTo(context, await refusing(context.env.sourceIp, finish));
  });
  serve('GET', '/userinfo', async (context) => {
    const ask = () => needs.userinfo(context.req.header('authorization'));
    return context.json(await refusing(context.env.sourceIp, ask), 200, noStore);
  });
  serve('POST', '/backchannel_logout', async (context) => {
    await refusing(context.env.sourceIp, async () => needs.backChannelLogout(await formOf(context)));
    return context.json({ success: true }, 200, noStore);
  });

  app.notFound((context) => refusedFor(new TokenRefusal('not_found'), context, onFault));
  app.onError((error, context) => refusedFor(error, context, onFault));
  return app;
}

/** Browsers name HTML when they open an address; programs name JSON, anything or nothing. */
const isForPerson = (context: OAuthContext): boolean =>
  accepts(context, {
    header: 'Accept',
    supports: ['application/json', 'text/html'],
    default: 'application/json',
  }) === 'text/html';

const queryOf = ({ req }: OAuthContext): TokenForm => readTokenForm(new URL(req.url).search);
