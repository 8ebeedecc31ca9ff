import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type APIGatewayClient, GetApiKeyCommand, NotFoundException } from '@aws-sdk/client-api-gateway';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Application, application, nothingRegistered } from '../../domain/applications/application';
import type { ApplicationStore } from '../../domain/applications/application-store';
import { makeCountCalls } from '../../domain/applications/count-calls';
import { moveSubscription } from '../../domain/applications/subscription';
import type { RegistryEntry } from '../../domain/publishing/registry-entry';
import { ApiGatewayUsageKeys } from '../aws/api-gateway-usage-keys';
import { DynamoRegistryStore } from '../aws/dynamo-registry-store';
import { RevisedRows } from '../aws/revised-rows';
import { sha256SecretHash } from '../node/secret-hash';
import type { DemoApplication, PortalUser } from './demo-application';
import type { DemoCredentials } from './demo-credentials';

export interface SeedRequest {
  readonly dynamo: DynamoDBDocumentClient;
  readonly apiGateway: APIGatewayClient;
  readonly tables: { readonly applications: string; readonly registry: string };
  readonly credentials: DemoCredentials;
  /** Whose application it is, where there is a portal. */
  readonly owner?: (PortalUser & { readonly team: string }) | undefined;
  readonly server: Pick<DemoApplication, 'tokenUrl' | 'authorizeUrl' | 'audience'>;
  /** Where an API and its sandbox answer. */
  urlsOf(entry: RegistryEntry): Promise<{ readonly url: string; readonly sandboxUrl: string }>;
  /** Where `app.json` goes. */
  readonly folder: string;
  now(): Date;
}

/** Where a developer's own application commonly answers. */
const redirectUris = ['http://127.0.0.1:3000/callback', 'http://localhost:3000/callback'];

/** The demo application: the same whenever it is seeded, subscribed to every API that is registered now. */
export async function seedDemoApplication(request: SeedRequest): Promise<DemoApplication> {
  const { dynamo, tables, credentials, owner, server, urlsOf, folder } = request;
  const listed = await new DynamoRegistryStore(dynamo, tables.registry).list();
  const entries = [...listed].sort((left, right) => (left.api < right.api ? -1 : 1));
  const applications = new RevisedRows(dynamo, tables.applications, application);
  await saveApplication(applications, request, entries);
  await saveProducer(applications, request, entries);

  const { clientId, clientSecret, producer, apiKey, kid, privateKeyFile } = credentials;
  const apis = entries.map(async (entry) => {
    const { api: name, title, basePath, operations } = entry;
    return { name, title, basePath, ...(await urlsOf(entry)), operations };
  });
  const demo: DemoApplication = {
    clientId,
    clientSecret,
    redirectUris,
    producer,
    apiKey,
    kid,
    privateKeyFile,
    ...server,
    portalUser: owner ? { email: owner.email, password: owner.password } : null,
    apis: await Promise.all(apis),
  };
  writeFileSync(join(folder, 'app.json'), `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  return demo;
}

async function saveApplication(
  applications: ApplicationStore,
  request: SeedRequest,
  entries: readonly RegistryEntry[],
): Promise<void> {
  const { clientId, clientSecret, apiKey, kid, publicKey } = request.credentials;
  const kept = await applications.find(clientId);
  const at = request.now();
  const createdAt = kept?.createdAt ?? at.toISOString();
  const secret = apiKey.slice(clientId.length + 1);
  const seeded: Application = {
    ...nothingRegistered,
    id: clientId,
    revision: 1,
    name: 'Demo application',
    environment: 'local',
    status: 'approved',
    organisationType: 'supplier',
    apiKeys: [{ id: 'demo', hash: sha256SecretHash.of(secret), createdAt }],
    clientSecrets: [{ id: 'demo', hash: sha256SecretHash.of(clientSecret), createdAt }],
    redirectUris,
    jwks: { keys: [{ ...publicKey, kty: 'RSA', kid, alg: 'RS512', use: 'sig' }] },
    subscriptions: kept?.subscriptions ?? {},
    attributes: { ...demoAttributes(entries), ...kept?.attributes },
    ...(kept && (await usageKeysOf(kept, request.apiGateway))),
    ...(request.owner && { team: kept?.team ?? request.owner.team }),
    createdAt,
  };
  // What stands already, stands: also what was withdrawn.
  const subscribed = entries.reduce(
    (holder, { api }) => moveSubscription(holder, { api, move: 'developer subscribes', at }) ?? holder,
    seeded,
  );
  const counted = await counting(subscribed, request.apiGateway, entries);
  // Seeded anew while it is served: what a page has changed meanwhile is not overwritten but told.
  if (!(await applications.save({ ...counted, revision: (kept?.revision ?? 0) + 1 })))
    throw new Error('the demo application was changed while it was seeded: start again');
}

/** The keys that the gateway still has: whoever stops it hard may find fewer than the application has. */
async function usageKeysOf(kept: Application, apiGateway: APIGatewayClient) {
  const isThere = async (reference: string) => {
    try {
      await apiGateway.send(new GetApiKeyCommand({ apiKey: reference }));
      return true;
    } catch (error) {
      if (error instanceof NotFoundException) return false;
      throw error;
    }
  };
  const { usageKey, usageKeyReference, furtherUsageKeys } = kept;
  const further = furtherUsageKeys.map(async (key) => ((await isThere(key.reference)) ? [key] : []));
  return {
    ...(usageKeyReference && (await isThere(usageKeyReference)) && { usageKey, usageKeyReference }),
    furtherUsageKeys: (await Promise.all(further)).flat(),
  };
}

/** Has the gateway count the application's calls of every API; it is written once, when all are counted. */
async function counting(
  seeded: Application,
  apiGateway: APIGatewayClient,
  entries: readonly RegistryEntry[],
): Promise<Application> {
  let counted = seeded;
  const applications: ApplicationStore = {
    find: async () => counted,
    async save(changed) {
      counted = changed;
      return true;
    },
  };
  const countCalls = makeCountCalls({ applications, usageKeys: new ApiGatewayUsageKeys(apiGateway) });
  for (const { api, usagePlanId: plan } of entries) {
    if (plan !== undefined && !(await countCalls({ application: counted, api, plan })))
      throw new Error(`the gateway holds no more API keys, so that calls of ${api} cannot be counted`);
  }
  return counted;
}

async function saveProducer(
  applications: ApplicationStore,
  { credentials, now }: SeedRequest,
  entries: readonly RegistryEntry[],
): Promise<void> {
  const { clientId, clientSecret } = credentials.producer;
  const createdAt = now().toISOString();
  const kept = await applications.find(clientId);
  await applications.save({
    ...nothingRegistered,
    id: clientId,
    revision: (kept?.revision ?? 0) + 1,
    name: 'Demo producer',
    environment: 'local',
    status: 'approved',
    clientSecrets: [{ id: 'demo', hash: sha256SecretHash.of(clientSecret), createdAt }],
    producerOf: entries.map(({ api }) => api),
    createdAt,
  });
}

/** A value for whatever attribute an API requires, so that the demo application can call them all. */
const demoAttributes = (entries: readonly RegistryEntry[]): Record<string, string> =>
  Object.fromEntries(
    entries.flatMap(({ requiredAttributes }) => requiredAttributes).map((name) => [name, `demo-${name}`]),
  );
