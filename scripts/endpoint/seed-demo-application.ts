import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  APIGatewayClient,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  paginateGetApiKeys,
} from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { type Application, application, nothingRegistered } from '../../domain/applications/application';
import { moveSubscription } from '../../domain/applications/subscription';
import { type RegistryEntry, registryEntry } from '../../domain/registry/registry-entry';
import { localEnvironment } from '../../lib/config/local-environment';
import { firstPort } from '../../local/host/start-options';
import { type DemoCredentials, demoCredentials } from '../../local/seed/demo-keys';
import { openStateFolder } from '../../local/state/state-folder';
import { credentials, region } from './credentials';
import type { Deployed } from './deployed';

/** The demo application as `npm start` has it, subscribed to every API on the endpoint. Answers its file. */
export async function seedDemoApplication(endpoint: URL, deployed: Deployed, folder: string): Promise<string> {
  const state = openStateFolder(folder);
  const demo = demoCredentials(folder, state.load('demo'), randomUUID);
  const { clientId, apiKey, kid, usageKey, privateKeyFile } = demo;
  state.save('demo', { clientId, apiKey, kid, usageKey });
  const settings = { endpoint: endpoint.origin, region, credentials };
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  const table = (name: string) => deployed.find('local-Foundation', 'AWS::DynamoDB::Table', `Stores${name}`);
  const entries = await readRegistry(tables, await table('Registry'));
  const TableName = await table('Applications');
  const { Item } = await tables.send(new GetCommand({ TableName, Key: { id: clientId } }));
  const kept = application.safeParse(Item).data;
  await tables.send(new PutCommand({ TableName, Item: applicationOf(demo, entries, kept) }));
  await attachUsageKey(new APIGatewayClient(settings), usageKey, entries);
  const server = await deployed.find('local-Identity', 'AWS::ApiGateway::RestApi', 'AuthorizationServer');
  const file = join(folder, 'app.json');
  const seeded = {
    clientId,
    apiKey,
    kid,
    privateKeyFile,
    tokenUrl: `${deployed.urlOf(server, 'oauth2')}/token`,
    audience: `${localEnvironment({ port: firstPort(process.env.DIP_PORT) }).urls?.api}/oauth2/token`,
    apis: await Promise.all(entries.map((entry) => addressOf(entry, deployed))),
  };
  writeFileSync(file, `${JSON.stringify(seeded, null, 2)}\n`, { mode: 0o600 });
  return file;
}

async function readRegistry(client: DynamoDBDocumentClient, TableName: string): Promise<RegistryEntry[]> {
  const entries: RegistryEntry[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    // The table also holds who has which base path.
    entries.push(...Items.flatMap((item) => registryEntry.safeParse(item).data ?? []));
  }
  return entries;
}

function applicationOf(
  demo: DemoCredentials,
  entries: readonly RegistryEntry[],
  kept: Application | undefined,
): Application {
  const { clientId, apiKey, kid, usageKey, publicKey } = demo;
  const at = new Date();
  const since = at.toISOString();
  const hash = createHash('sha256')
    .update(apiKey.slice(clientId.length + 1))
    .digest('base64url');
  const seeded: Application = {
    ...nothingRegistered,
    id: clientId,
    revision: (kept?.revision ?? 0) + 1,
    name: 'Demo application',
    environment: 'local',
    status: 'approved',
    apiKeys: [{ id: 'demo', hash, createdAt: since }],
    jwks: { keys: [{ ...publicKey, kty: 'RSA', kid, alg: 'RS512', use: 'sig' }] },
    subscriptions: kept?.subscriptions ?? {},
    usageKey,
  };
  // What stands already, stands: also what was withdrawn.
  return entries.reduce(
    (holder, { api }) => moveSubscription(holder, { api, move: 'developer subscribes', at }) ?? holder,
    seeded,
  );
}

async function attachUsageKey(client: APIGatewayClient, value: string, entries: readonly RegistryEntry[]) {
  const keyId =
    (await keyWith(client, value)) ?? (await client.send(new CreateApiKeyCommand({ value, enabled: true }))).id;
  for (const { usagePlanId } of entries) {
    if (!usagePlanId) continue;
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' })).catch((error) => {
      if (!(error instanceof ConflictException)) throw error;
    });
  }
}

async function keyWith(client: APIGatewayClient, value: string): Promise<string | undefined> {
  for await (const { items = [] } of paginateGetApiKeys({ client }, { includeValues: true })) {
    const found = items.find((one) => one.value === value);
    if (found) return found.id;
  }
  return undefined;
}

async function addressOf({ api, stage, restApiId }: RegistryEntry, deployed: Deployed) {
  const sandbox = await deployed.find(`local-Api-${api}`, 'AWS::ApiGateway::RestApi', 'ProxySandbox');
  return { name: api, url: deployed.urlOf(restApiId, stage), sandboxUrl: deployed.urlOf(sandbox, stage) };
}
