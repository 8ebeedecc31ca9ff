import { type Context, Hono } from 'hono';
import type { GatewayBindings } from '../../adapters/http/api-gateway-handler';
import { requestIds } from '../../adapters/http/request-ids';
import type { Clock, NewId } from '../../domain/ports';
import { readUserInfo } from './access-token';
import { authenticateClient } from './authenticate-client';
import { actorNamed, type Destination, readDestination, readRequest } from './authorization-request';
import { type FindClient, makeFindClient, type PlatformClient, type RegisteredApplication } from './clients';
import { discovery } from './discovery';
import { exchangeCode } from './exchange-code';
import { issueCode } from './granted-code';
import { signIdToken } from './id-token';
import { type Issuer, type IssuerKey, makeIssuer } from './issuer';
import { type NotifyLogout, signLogoutToken } from './logout';
import { pageStyle } from './page-style';
import { type Parameters, readParameters } from './parameters';
import { ProviderRefusal } from './refusal';
import { errorPage, pageHeaders, signInPage } from './sign-in-page';
import { type MockProvider, mockProviders } from './test-user';

interface Needs {
  readonly baseUrl: string;
  readonly keys: Readonly<Record<MockProvider, IssuerKey>>;
  readonly applications: { find(id: string): Promise<RegisteredApplication | undefined> };
  readonly platformClient: PlatformClient;
  readonly notifyLogout: NotifyLogout;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly onFault: (error: unknown) => void;
}

type Env = { Bindings: GatewayBindings };

const noStore = { 'Cache-Control': 'no-store' };

/** CIS2 and NHS login as OpenID providers of test users: a page to choose one, and ways to sign in without it. */
export function mockIdentityProviderApp(needs: Needs) {
  const app = new Hono<Env>();
  app.use(requestIds);
  const findClient = makeFindClient(needs);
  for (const provider of mockProviders) {
    const issuer = makeIssuer({ ...needs, provider, key: needs.keys[provider] });
    app.route(`/${provider}`, providerApp({ ...needs, issuer, findClient }));
  }
  app.onError((error, context) => {
    if (error instanceof ProviderRefusal)
      return context.json(error, error.status, { ...noStore, ...challengeFor(error) });
    needs.onFault(error);
    return context.json({ error: 'server_error' }, 500, noStore);
  });
  return app;
}

function providerApp({ issuer, findClient, platformClient, notifyLogout }: Needs & Asked) {
  const app = new Hono<Env>();
  app.get('/.well-known/openid-configuration', (context) => context.json(discovery(issuer)));
  app.get('/jwks', async (context) => context.json({ keys: [await issuer.publicKey()] }));
  app.get('/style.css', (context) =>
    context.body(pageStyle, 200, { 'Content-Type': 'text/css', 'Cache-Control': 'public, max-age=3600' }),
  );
  app.on(['GET', 'POST'], '/authorize', (context) => authorize(context, { issuer, findClient }));
  app.post('/token', async (context) => {
    const form = await formOf(context);
    const client = await authenticateClient(form, { findClient, issuer });
    return context.json(await exchangeCode(form, client, issuer), 200, noStore);
  });
  app.on(['GET', 'POST'], '/userinfo', async (context) =>
    context.json(await readUserInfo(context.req.header('authorization'), issuer), 200, noStore),
  );
  app.post('/simulate', async (context) => context.json(await simulate(await formOf(context), issuer), 200, noStore));
  app.post('/logout', async (context) => {
    const token = await signLogoutToken(await formOf(context), platformClient.id, issuer);
    const status = await notifyLogout(token).catch(() => {
      throw new ProviderRefusal('temporarily_unavailable', 'The platform cannot be reached');
    });
    return context.json({ logout_token: token, status }, 200, noStore);
  });
  return app;
}

interface Asked {
  readonly issuer: Issuer;
  readonly findClient: FindClient;
}

async function authorize(context: Context<Env>, { issuer, findClient }: Asked): Promise<Response> {
  let destination: Destination | undefined;
  let state: string | undefined;
  try {
    const parameters = await parametersOf(context);
    state = parameters.state;
    destination = await readDestination(parameters, findClient);
    const request = readRequest(parameters, destination, issuer);
    const { chosen } = request;
    if (chosen === undefined) return context.html(signInPage(parameters, request, issuer), 200, pageHeaders);
    return returnTo(destination, { code: await issueCode(request, chosen, issuer), state, iss: issuer.url });
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error;
    if (destination === undefined) return context.html(errorPage(error, issuer), 400, pageHeaders);
    return returnTo(destination, { ...error.toJSON(), state, iss: issuer.url });
  }
}

function returnTo({ redirectUri }: Destination, answer: Readonly<Record<string, string | undefined>>): Response {
  const location = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) {
    if (value !== undefined) location.searchParams.set(name, value);
  }
  return new Response(null, { status: 302, headers: { ...pageHeaders, Location: location.href } });
}

/** A sign-in without a browser: the ID token that the application `client_id` would end up with. */
async function simulate({ user: id = '', client_id: clientId, actor }: Parameters, issuer: Issuer) {
  const user = issuer.users.get(id);
  if (user === undefined) {
    throw new ProviderRefusal(
      'invalid_request',
      `user names none of the test users: ${[...issuer.users.keys()].join(', ')}`,
    );
  }
  if (clientId === undefined) throw new ProviderRefusal('invalid_request', 'client_id names who the ID token is for');
  const acting = actor === undefined ? undefined : actorNamed(actor, issuer);
  const more = { sid: issuer.newId() };
  return { id_token: await signIdToken({ user, actor: acting, clientId, authTime: issuer.now(), more }, issuer) };
}

const parametersOf = async ({ req }: Context<Env>): Promise<Parameters> =>
  readParameters(req.method === 'POST' ? await req.text() : new URL(req.url).search);

async function formOf({ req }: Context<Env>): Promise<Parameters> {
  // RFC 6749 §2.3: no second way to authenticate beside the form's.
  if (req.header('authorization') !== undefined)
    throw new ProviderRefusal('invalid_client', 'Authorization is not read here');
  return readParameters(await req.text());
}

const challengeFor = ({ error }: ProviderRefusal) =>
  error === 'invalid_token' ? { 'WWW-Authenticate': 'Bearer error="invalid_token"' } : {};
