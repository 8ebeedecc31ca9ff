import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { asideKeyOf, entryOf } from '../../../adapters/node/operations-aside';
import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import { type Application, application, nothingRegistered } from '../../../domain/applications/application';
import { moveSubscription } from '../../../domain/applications/subscription';
import type { RegistryEntry } from '../../../domain/registry/registry-entry';
import type { AccessKey } from '../../cloud/iam/access-keys';
import type { StateFolder } from '../../cloud/state/state-folder';
import type { Gateway } from '../../services/apigateway';
import type { UserPool } from '../../services/cognito/user-pool';
import { attachUsageKeys } from './attach-usage-keys';
import { type DemoCredentials, demoCredentials } from './demo-keys';
import type { PlatformTables } from './platform-tables';
import { type PortalUser, seedPortalUser } from './seed-portal-user';

export interface SeedNeeds {
  readonly tables: PlatformTables;
  /** Absent where the assembly has no portal. */
  readonly portal: { readonly accountsTable: string; readonly pool: UserPool } | undefined;
  /** Id of the application. @default the one of earlier starts */
  readonly id: string | undefined;
  readonly gateway: Pick<Gateway, 'controlPlane'>;
  readonly state: StateFolder;
  /** Where `app.json` and `private-key.pem` go. */
  readonly folder: string;
  readonly region: string;
  /** Of `local-admin`. */
  readonly credentials: AccessKey;
  readonly urls: { readonly api: string; readonly auth: string; readonly sandbox: string; readonly aws: string };
  now(): Date;
}

/** Where a developer's own application commonly answers. */
const redirectUris = ['http://127.0.0.1:3000/callback', 'http://localhost:3000/callback'];

/** What `.local/demo/app.json` holds. */
export interface DemoApplication {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** May ask what access tokens are worth (RFC 7662). */
  readonly producer: { readonly clientId: string; readonly clientSecret: string };
  readonly apiKey: string;
  readonly kid: string;
  readonly privateKeyFile: string;
  readonly tokenUrl: string;
  /** Where a browser is sent to sign a user in. */
  readonly authorizeUrl: string;
  /** The owner of the application, where there is a portal. */
  readonly portalUser: PortalUser | null;
  readonly apis: readonly DemoApi[];
}

export interface DemoApi {
  readonly name: string;
  readonly title: string;
  readonly basePath: string;
  readonly url: string;
  readonly sandboxUrl: string;
  readonly operations: RegistryEntry['operations'];
}

/** The demo application: the same at every start, subscribed to every API that is registered now. */
export async function seedDemoApplication(needs: SeedNeeds): Promise<DemoApplication> {
  const { tables, folder, id, state, urls } = needs;
  const credentials = demoCredentials(folder, state.load('demo'), id);
  const { privateKeyFile, publicKey: _publicKey, ...kept } = credentials;
  const { clientId, apiKey, kid, portalPassword, clientSecret, producer } = kept;
  state.save('demo', kept);
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: urls.aws,
      region: needs.region,
      credentials: needs.credentials,
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  const entries = await readRegistry(client, tables.registry);
  const user =
    needs.portal &&
    (await seedPortalUser({
      ...needs.portal,
      client,
      password: portalPassword,
      application: clientId,
      now: needs.now(),
    }));
  await saveApplication(client, needs, { ...credentials, owner: user?.id }, entries);
  await saveProducer(client, needs, producer, entries);
  client.destroy();

  const demo: DemoApplication = {
    clientId,
    clientSecret,
    redirectUris,
    producer,
    apiKey,
    kid,
    privateKeyFile,
    tokenUrl: `${urls.api}/oauth2/token`,
    authorizeUrl: `${urls.auth}/oauth2/authorize`,
    portalUser: user ? { email: user.email, password: user.password } : null,
    apis: entries.map(({ api, title, basePath, operations }) => ({
      name: api,
      title,
      basePath,
      url: `${urls.api}${basePath}`,
      sandboxUrl: `${urls.sandbox}${basePath}`,
      operations,
    })),
  };
  writeFileSync(join(folder, 'app.json'), `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  return demo;
}

async function readRegistry(client: DynamoDBDocumentClient, table: string): Promise<readonly RegistryEntry[]> {
  const rows = new Map<string, Record<string, unknown>>();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) {
    for (const item of Items) rows.set(String(item.api), item);
  }
  // What is no API's name is kept beside the APIs.
  const apis = [...rows.keys()].filter((key) => !key.includes('#')).sort();
  return apis.map((key) => {
    const found = rows.get(key);
    return entryOf(found, rows.get(asideKeyOf(found) ?? ''), { table, key });
  });
}

interface Registered extends DemoCredentials {
  readonly owner: string | undefined;
}

async function saveApplication(
  client: DynamoDBDocumentClient,
  { tables, gateway, now }: SeedNeeds,
  { clientId, clientSecret, apiKey, kid, usageKey, publicKey, owner }: Registered,
  entries: readonly RegistryEntry[],
): Promise<void> {
  const { Item } = await client.send(new GetCommand({ TableName: tables.applications, Key: { id: clientId } }));
  const kept = application.safeParse(Item).data;
  const since = now().toISOString();
  const secret = apiKey.slice(clientId.length + 1);
  const createdAt = kept?.createdAt ?? since;
  const seeded: Application = {
    ...nothingRegistered,
    id: clientId,
    revision: (kept?.revision ?? 0) + 1,
    name: 'Demo application',
    environment: 'local',
    status: 'approved',
    organisationType: 'supplier',
    apiKeys: [{ id: 'demo', hash: sha256SecretHash.of(secret), createdAt }],
    clientSecrets: [{ id: 'demo', hash: sha256SecretHash.of(clientSecret), createdAt }],
    redirectUris: [...redirectUris],
    jwks: { keys: [{ ...publicKey, kty: 'RSA', kid, alg: 'RS512', use: 'sig' }] },
    subscriptions: kept?.subscriptions ?? {},
    attributes: { ...demoAttributes(entries), ...kept?.attributes },
    furtherUsageKeys: kept?.furtherUsageKeys ?? [],
    ...(owner && { owner }),
    createdAt,
  };
  await client.send(
    new PutCommand({
      TableName: tables.applications,
      Item: await attachUsageKeys(gateway, subscribedToAll(seeded, entries, now()), { first: usageKey, entries }),
      // Seeded anew while it is served: what a page has changed meanwhile is not overwritten but told.
      ConditionExpression: 'attribute_not_exists(id) OR revision = :seen',
      ExpressionAttributeValues: { ':seen': kept?.revision ?? 0 },
    }),
  );
}

async function saveProducer(
  client: DynamoDBDocumentClient,
  { tables, now }: SeedNeeds,
  { clientId, clientSecret }: DemoCredentials['producer'],
  entries: readonly RegistryEntry[],
): Promise<void> {
  const createdAt = now().toISOString();
  const seeded: Application = {
    ...nothingRegistered,
    id: clientId,
    revision: 1,
    name: 'Demo producer',
    environment: 'local',
    status: 'approved',
    clientSecrets: [{ id: 'demo', hash: sha256SecretHash.of(clientSecret), createdAt }],
    producerOf: entries.map(({ api }) => api),
    createdAt,
  };
  await client.send(new PutCommand({ TableName: tables.applications, Item: seeded }));
}

/** What stands already, stands: also what was withdrawn. */
const subscribedToAll = (seeded: Application, entries: readonly RegistryEntry[], at: Date): Application =>
  entries.reduce(
    (application, { api }) => moveSubscription(application, { api, move: 'developer subscribes', at }) ?? application,
    seeded,
  );

/** A value for whatever attribute an API requires, so that the demo application can call them all. */
const demoAttributes = (entries: readonly RegistryEntry[]): Record<string, string> =>
  Object.fromEntries(
    entries.flatMap(({ requiredAttributes }) => requiredAttributes).map((name) => [name, `demo-${name}`]),
  );
