import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { ApiDefinition } from '../domain/api-definition/api-definition';
import { type Application, nothingRegistered } from '../domain/applications/application';
import type { Authorization } from '../domain/oauth/authorization';
import type { Clock } from '../domain/ports';
import type { Publisher, RegistryEntry } from '../domain/publishing/registry-entry';

/** A clock that stands still until it is told otherwise. */
export function aClock(start = '2026-01-05T09:00:00Z'): Clock & { advance(seconds: number): void; seconds(): number } {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    seconds: () => Math.floor(now / 1000),
    advance(seconds) {
      now += seconds * 1000;
    },
  };
}

export const anApplication = (overrides: Partial<Application> = {}): Application => ({
  id: 'app-1',
  revision: 1,
  name: 'Ward round',
  environment: 'local',
  status: 'approved',
  ...nothingRegistered,
  ...overrides,
});

/** What a patient let `app-1` do on 5 January 2026 at nine, with one refresh token. */
export const anAuthorization = (overrides: Partial<Authorization> = {}): Authorization => ({
  id: 'grant-1',
  revision: 1,
  applicationId: 'app-1',
  provider: 'nhs-login',
  pattern: 'separate',
  mode: 'nhs-login-p9',
  identity: 'c2VhbGVk',
  refresh: { hash: 'aGFzaA', count: 0, expiresAt: 1767607199 },
  spent: [],
  endsAt: 1767607199,
  revoked: false,
  expiresAt: 1767607798,
  ...overrides,
});

/** By API name: approved since long ago. */
export const subscribedTo = (...apis: string[]): Application['subscriptions'] =>
  Object.fromEntries(apis.map((api) => [api, { status: 'approved' as const, since: '2026-01-01T00:00:00Z' }]));

/** A publisher that states what a third party must. */
export const aThirdParty: Publisher = {
  organisation: 'Example Trust',
  thirdParty: true,
  dataController: 'Example Trust',
  legalBasis: 'UK GDPR Article 6(1)(e)',
};

export const aRegistryEntry = (overrides: Partial<RegistryEntry> = {}): RegistryEntry => ({
  api: 'hello-world',
  revision: 1,
  title: 'Hello World',
  apiVersion: '1.0.0',
  basePath: '/hello-world',
  restApiId: 'abc123',
  stage: 'live',
  owner: 'arn:aws:cloudformation:eu-west-2:000000000000:stack/local-Api-hello-world/1',
  publisher: { organisation: 'NHS England', thirdParty: false },
  anonymous: false,
  logRetentionHours: 2160,
  errorFormat: 'fhir',
  operations: [
    { id: 'open', method: 'GET', path: '/hello/world', access: [] },
    { id: 'application', method: 'GET', path: '/hello/application', access: ['app-level3'] },
    { id: 'user', method: 'GET', path: '/hello/user', access: ['nhs-cis2-aal2', 'nhs-login-p5'] },
  ],
  requiredAttributes: [],
  delegatedAccess: false,
  sendsIdToken: false,
  monitoring: true,
  documentKey: 'hello-world.json',
  registeredAt: '2026-01-01T00:00:00Z',
  ...overrides,
});

export interface ClientKey {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK & { readonly kty: string; readonly kid: string };
}

/** A key pair of an application, its public half ready for `Application.jwks`. */
export async function aClientKey({ kid = 'key-1', alg = 'RS512' } = {}): Promise<ClientKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { privateKey, publicJwk: { ...jwk, kty: String(jwk.kty), kid } };
}

export interface AssertionParts {
  /** A header or claim that is `undefined` here is left out. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

interface AssertionContext {
  readonly key: ClientKey['privateKey'];
  readonly clock: ReturnType<typeof aClock>;
  readonly audience: string;
  readonly application?: string;
}

/** A client assertion (RFC 7523) that is right in everything but what `parts` says. */
export function aClientAssertion(
  { key, clock, audience, application = 'app-1' }: AssertionContext,
  { header = {}, claims = {} }: AssertionParts = {},
): Promise<string> {
  const payload = {
    iss: application,
    sub: application,
    aud: audience,
    jti: randomUUID(),
    exp: clock.seconds() + 300,
    ...claims,
  };
  return new SignJWT(payload as JWTPayload)
    .setProtectedHeader({ alg: 'RS512', kid: 'key-1', typ: 'JWT', ...header })
    .sign(key);
}

/** The definition of an API for application-restricted callers. */
export const aDefinition = (overrides: Partial<ApiDefinition> = {}): ApiDefinition => ({
  name: 'wards',
  title: 'Wards',
  version: '1.2.3',
  description: '',
  openapi: '3.0.3',
  basePath: '/wards',
  operations: [{ id: 'read', method: 'GET', path: '/Ward', access: ['app-level3'], parameters: [], responses: [] }],
  rateLimits: {},
  identityHeaders: [],
  attributeHeaders: [],
  errorFormat: 'fhir',
  monitoring: true,
  delegatedAccess: false,
  ...overrides,
});
