import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { newSecret } from '../../../../adapters/node/new-secret';
import { ps256Signature } from '../../../../adapters/node/ps256-signature';
import { sha256SecretHash } from '../../../../adapters/node/secret-hash';
import { OpenidIdentityProviderClient } from '../../../../adapters/openid/openid-identity-provider-client';
import type { Application } from '../../../../domain/applications/application';
import { accessMode } from '../../../../domain/credentials/access-mode';
import { makeAuthenticateApplication } from '../../../../domain/oauth/client-authentication/authenticate-application';
import { makeIssueToken } from '../../../../domain/oauth/endpoints/issue-token';
import { makeLimitRequests } from '../../../../domain/oauth/endpoints/request-limits';
import { makeRevokeToken } from '../../../../domain/oauth/endpoints/revoke-token';
import { makeSignInServer } from '../../../../domain/oauth/endpoints/sign-in-server';
import type { IdentityProviders } from '../../../../domain/oauth/identity-provider';
import { makeProviderKeys } from '../../../../domain/oauth/keys/provider-keys';
import type { TokenForm } from '../../../../domain/oauth/token-form';
import { signInApp } from '../../../../lambdas/sign-in/app';
import { authorizationServerLimits } from '../../../../lib/config/rate-limits';
import { aCookieJar } from '../../../a-cookie-jar';
import { aClock, anApplication, aRegistryEntry, subscribedTo } from '../../../builders';
import { MemoryApplicationStore } from '../../../memory/memory-application-store';
import { MemoryAttempts } from '../../../memory/memory-attempts';
import { MemoryAuthorizationStore } from '../../../memory/memory-authorization-store';
import { MemoryIdentityCipher } from '../../../memory/memory-identity-cipher';
import { MemoryMarks } from '../../../memory/memory-marks';
import { MemoryReplayStore } from '../../../memory/memory-replay-store';
import { MemoryRevocationStore } from '../../../memory/memory-revocation-store';
import { MemorySignInStore } from '../../../memory/memory-sign-in-store';
import { MemoryTextCipher } from '../../../memory/memory-text-cipher';
import { MemoryTokenSigner } from '../../../memory/memory-token-signer';
import { aProvider, clientId, type Provider } from './a-provider';

export const issuer = 'https://api.example.nhs.uk/oauth2';
export const redirectUri = 'https://ward.example/signed-in';
export const worker = { sub: '656005750104', acr: 'AAL3_ANY', authentication_assurance_level: '3' };
export const patient = { sub: 'patient-1', nhs_number: '9912003071', identity_proofing_level: 'P9' };
export const browserOrigin = { url: 'https://auth.example.nhs.uk/oauth2', host: 'auth.example.nhs.uk' };
export const bindings = {
  gatewayRequestId: 'gateway-request-1',
  domainName: browserOrigin.host,
  sourceIp: '192.0.2.1',
};

const everyMode = aRegistryEntry({
  api: 'every-mode',
  operations: [{ id: 'any', method: 'GET', path: '/', access: [...accessMode.options] }],
});

// Making RSA keys is what takes time, and no test changes them.
let keys: Promise<MemoryTokenSigner[]> | undefined;

interface GetOptions extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the address that is opened. */
  readonly host?: string;
}

/** Sign-in over memory adapters and a provider of each kind, with one approved application, `app-1`. */
export async function aSignInServer({ application = {} }: { application?: Partial<Application> } = {}) {
  // openid-client reads the machine's own clock.
  const clock = aClock(new Date().toISOString());
  keys ??= Promise.all([
    MemoryTokenSigner.create(),
    MemoryTokenSigner.create({ kid: 'platform-1', algorithm: 'RS512' }),
    MemoryTokenSigner.create({ kid: 'cis2-1', algorithm: 'RS256' }),
    MemoryTokenSigner.create({ kid: 'login-1', algorithm: 'RS512' }),
  ]);
  const [signer, relyingParty, ...upstream] = (await keys) as [
    MemoryTokenSigner,
    MemoryTokenSigner,
    MemoryTokenSigner,
    MemoryTokenSigner,
  ];
  const provider = (path: string, user: typeof worker | typeof patient, own: MemoryTokenSigner): Provider =>
    aProvider({ issuer: `https://identity.example/${path}`, signer: own, clientKeys: relyingParty.jwks, user });
  const cis2 = provider('cis2', worker, upstream[0]);
  const login = provider('nhs-login', patient, upstream[1]);
  const at = (one: Provider) => ({ issuer: one.issuer, jwksUri: `${one.issuer}/jwks`, clientId });
  const providers: IdentityProviders = { 'nhs-cis2': at(cis2), 'nhs-login': at(login) };

  const applications = new MemoryApplicationStore();
  const registered = anApplication({
    subscriptions: subscribedTo('every-mode'),
    redirectUris: [redirectUri, `${redirectUri}?tenant=a%20b`],
    clientSecrets: [{ id: 'secret-1', hash: sha256SecretHash.of('secret'), createdAt: '2026-01-01T00:00:00Z' }],
    ...application,
  });
  await applications.save(registered);
  const faults: unknown[] = [];
  let delegatedAccess = false;
  const stores = {
    applications,
    registry: { find: async (api: string) => (api === 'every-mode' ? { ...everyMode, delegatedAccess } : undefined) },
    signIns: new MemorySignInStore(),
    authorizations: new MemoryAuthorizationStore(),
    revocations: new MemoryRevocationStore(),
    replays: new MemoryReplayStore(clock),
    identities: new MemoryIdentityCipher(),
    upstreamTokens: new MemoryTextCipher(),
  };
  const needs = {
    ...stores,
    signature: ps256Signature(signer.jwks),
    providerKeys: makeProviderKeys({
      fetchKeySet: async (uri) => (uri.startsWith(cis2.issuer) ? upstream[0].jwks : upstream[1].jwks),
      clock,
    }),
    providers,
    hash: sha256SecretHash,
    marks: new MemoryMarks(),
    newId: randomUUID,
    newSecret,
    clock,
    issuer,
    audience: 'https://api.example.nhs.uk',
    onFault: (fault: unknown) => faults.push(fault),
  };
  const identityProviders = new OpenidIdentityProviderClient({
    providers,
    redirectUri: `${browserOrigin.url}/callback`,
    signer: relyingParty,
    clock,
    newId: randomUUID,
    fetch: (url, options) => (url.startsWith(cis2.issuer) ? cis2 : login).fetch(url, options),
  });
  const attempts = new MemoryAttempts(clock);
  const limited = makeLimitRequests({
    attempts,
    limits: authorizationServerLimits,
    marks: needs.marks,
    clock,
    onUnanswered: needs.onFault,
  });
  const app = signInApp({
    ...makeSignInServer({ ...needs, identityProviders }),
    ...limited,
    browserOrigin,
    onFault: needs.onFault,
  });
  const authenticate = makeAuthenticateApplication({
    noteKeyUse: async () => {},
    ...needs,
    audiences: [issuer],
    clientKeys: () => Promise.reject(new Error('no application here signs')),
  });
  const request = (form: TokenForm) => ({ form, authenticate: () => authenticate(form) });
  const issued = makeIssueToken({ ...needs, signer });
  const issueToken = async (form: TokenForm) => z.record(z.string(), z.string()).parse(await issued(request(form)));
  const revoked = makeRevokeToken(needs);
  const revokeToken = (form: TokenForm) => revoked(request(form));

  let browser = aCookieJar();
  const get = async (
    path: string,
    query: Record<string, string | undefined> | string = {},
    { headers = {}, host = browserOrigin.host, ...init }: GetOptions = {},
  ) => {
    const search = typeof query === 'string' ? query : new URLSearchParams(defined(query)).toString();
    const request = { ...init, headers: { ...browser.header(), ...headers } };
    const response = await app.request(`${path}?${search}`, request, { ...bindings, domainName: host });
    browser.keep(response);
    const text = await response.text();
    const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, location: response.headers.get('location'), body };
  };
  const authorize = (changes: Record<string, string | undefined> = {}) =>
    get('/authorize', { client_id: 'app-1', redirect_uri: redirectUri, response_type: 'code', state: 'x', ...changes });
  const callback = (query: Record<string, string | undefined> | string) => get('/callback', query);
  /** From the application to the provider and back, with what the user brought on the way. */
  const signIn = async (changes: Record<string, string | undefined> = {}) => {
    const { location } = await authorize(changes);
    const brought = (changes.scope === 'nhs-login' ? login : cis2).signIn(location ?? '');
    const answer = await callback(brought);
    return { ...answer, brought, returned: returnedTo(answer.location) };
  };
  const redeem = (code: string | undefined, more: Record<string, string> = {}) => {
    const client = { client_id: 'app-1', client_secret: 'secret', redirect_uri: redirectUri };
    return issueToken({ grant_type: 'authorization_code', ...client, ...(code && { code }), ...more });
  };
  const post = async (path: string, form: Record<string, string>) => {
    const response = await app.request(path, { method: 'POST', body: new URLSearchParams(form) }, bindings);
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return {
    ...stores,
    allowDelegation: () => {
      delegatedAccess = true;
    },
    app,
    anotherBrowser: () => {
      browser = aCookieJar();
      return browser;
    },
    authorize,
    browser: () => browser,
    callback,
    cis2,
    clock,
    faults,
    get,
    issueToken,
    keys: upstream,
    login,
    post,
    redeem,
    registered,
    revokeToken,
    signIn,
  };
}
export type SignInServer = Awaited<ReturnType<typeof aSignInServer>>;

const defined = (query: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** What the application finds in the query of its redirect URI. */
export const returnedTo = (location: string | null): Record<string, string> =>
  Object.fromEntries(new URL(location ?? 'https://nowhere.invalid').searchParams);
