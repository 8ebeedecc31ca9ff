import { randomUUID } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import { newSecret } from '../../../adapters/node/new-secret';
import { ps256Signature } from '../../../adapters/node/ps256-signature';
import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import type { Application } from '../../../domain/applications/application';
import { makeNoteKeyUse } from '../../../domain/applications/key-uses';
import { accessMode } from '../../../domain/credentials/access-mode';
import type { KeptKeySet } from '../../../domain/key-sets/kept-key-set';
import { makeAuthorizationServer } from '../../../domain/oauth/endpoints/authorization-server';
import { serverMetadata } from '../../../domain/oauth/endpoints/server-metadata';
import { makeClientKeys } from '../../../domain/oauth/keys/client-keys';
import { makeProviderKeys } from '../../../domain/oauth/keys/provider-keys';
import { tokenApp } from '../../../lambdas/token/app';
import { authorizationServerLimits } from '../../../lib/config/rate-limits';
import {
  type AssertionParts,
  aClientAssertion,
  aClientKey,
  aClock,
  anApplication,
  aRegistryEntry,
  type ClientKey,
  subscribedTo,
} from '../../builders';
import { MemoryApplicationStore } from '../../memory/memory-application-store';
import { MemoryAttempts } from '../../memory/memory-attempts';
import { MemoryAuthorizationStore } from '../../memory/memory-authorization-store';
import { MemoryIdentityCipher } from '../../memory/memory-identity-cipher';
import { MemoryKeyUses } from '../../memory/memory-key-uses';
import { MemoryMarks } from '../../memory/memory-marks';
import { MemoryReplayStore } from '../../memory/memory-replay-store';
import { MemoryRevisedRows } from '../../memory/memory-revised-rows';
import { MemoryRevocationStore } from '../../memory/memory-revocation-store';
import { MemoryTokenSigner } from '../../memory/memory-token-signer';

export const issuer = 'https://api.example.nhs.uk/oauth2';
export const tokenUrl = `${issuer}/token`;
export const browserOrigin = { url: 'https://auth.example.nhs.uk/oauth2', host: 'auth.example.nhs.uk' };
export const bindings = {
  gatewayRequestId: 'gateway-request-1',
  domainName: 'api.example.nhs.uk',
  sourceIp: '192.0.2.1',
};
export const monitoringKey = 'the-monitoring-key';

export const providers = {
  'nhs-cis2': { issuer: 'https://identity.example/cis2', jwksUri: 'https://identity.example/cis2/jwks' },
  'nhs-login': { issuer: 'https://identity.example/nhs-login', jwksUri: 'https://identity.example/nhs-login/jwks' },
};

/** An API with an operation for everybody who can prove something. */
const everyMode = aRegistryEntry({
  api: 'every-mode',
  operations: [{ id: 'any', method: 'GET', path: '/', access: [...accessMode.options] }],
});

// Making RSA keys is what takes time, and no test changes them.
let keys: Promise<[ClientKey, MemoryTokenSigner, MemoryTokenSigner]> | undefined;

/** The authorisation server over memory adapters, with one approved application, `app-1`. */
export async function aTokenEndpoint({ application = {} }: { application?: Partial<Application> } = {}) {
  const clock = aClock();
  keys ??= Promise.all([
    aClientKey(),
    MemoryTokenSigner.create(),
    MemoryTokenSigner.create({ kid: 'upstream-1', algorithm: 'RS256' }),
  ]);
  const [clientKey, signer, upstream] = await keys;
  const identities = new MemoryIdentityCipher();
  const applications = new MemoryApplicationStore();
  await applications.save(
    anApplication({ jwks: { keys: [clientKey.publicJwk] }, subscriptions: subscribedTo('every-mode'), ...application }),
  );
  const authorizations = new MemoryAuthorizationStore();
  const revocations = new MemoryRevocationStore();
  const registry = new Map([everyMode].map((entry) => [entry.api, entry]));
  const attempts = new MemoryAttempts(clock);
  const marks = new MemoryMarks();
  const faults: unknown[] = [];
  const keyUses = new MemoryKeyUses();
  const readKeySet = jest.fn(async (_url: string) => JSON.stringify({ keys: [clientKey.publicJwk] }));
  const published = {
    store: new MemoryRevisedRows<KeptKeySet>(),
    readKeySet,
    wait: async () => clock.advance(1),
    clock,
  };
  const fetchKeySet = jest.fn(async (_uri: string): Promise<JSONWebKeySet> => upstream.jwks);

  const app = tokenApp({
    ...makeAuthorizationServer({
      applications,
      clientKeys: makeClientKeys(published),
      registry: { find: async (api) => registry.get(api) },
      authorizations,
      revocations,
      noteKeyUse: makeNoteKeyUse({ keyUses, clock, onUnnoted: (error) => faults.push(error) }),
      replays: new MemoryReplayStore(clock),
      signer,
      identities,
      providerKeys: makeProviderKeys({ fetchKeySet, clock }),
      fetchKeySet,
      attempts,
      limits: authorizationServerLimits,
      monitoringKey: async () => monitoringKey,
      onUnanswered: (error) => faults.push(error),
      providers,
      clock,
      newId: randomUUID,
      newSecret,
      hash: sha256SecretHash,
      marks,
      signature: ps256Signature(signer.jwks),
      issuer,
      audience: 'https://api.example.nhs.uk',
      audiences: [tokenUrl, `${browserOrigin.url}/token`, issuer],
    }),
    browserOrigin,
    metadata: serverMetadata(issuer, browserOrigin),
    jwks: JSON.stringify(signer.jwks),
    onFault: (error) => faults.push(error),
  });

  const assertion = (parts: AssertionParts = {}, application = 'app-1') =>
    aClientAssertion({ key: clientKey.privateKey, clock, audience: tokenUrl, application }, parts);
  const aForm = async (changes: Record<string, string | undefined> = {}) =>
    defined({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: 'client_assertion' in changes ? undefined : await assertion(),
      ...changes,
    });
  const post = async (form: Record<string, string> | string, headers: Record<string, string> = {}) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } };
    const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
    const response = await app.request('/token', { ...init, body }, bindings);
    return { status: response.status, headers: response.headers, body: (await response.json()) as TokenBody };
  };
  return {
    app,
    applications,
    assertion,
    attempts,
    clientKey,
    clock,
    faults,
    fetchKeySet,
    aForm,
    authorizations,
    registry,
    revocations,
    identities,
    keyUses,
    marks,
    post,
    published,
    readKeySet,
    signer,
    upstream,
  };
}

export type TokenBody = Partial<Record<string, string>>;
export type TokenEndpoint = Awaited<ReturnType<typeof aTokenEndpoint>>;

const defined = (form: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(form).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
