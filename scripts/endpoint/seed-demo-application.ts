import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ApiGatewayUsageKeys } from '../../adapters/aws/api-gateway-usage-keys';
import { DynamoApplicationStore } from '../../adapters/aws/dynamo-application-store';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { type Application, application, nothingRegistered } from '../../domain/applications/application';
import { makeCountCalls } from '../../domain/applications/count-calls';
import { moveSubscription } from '../../domain/applications/subscription';
import type { RegistryEntry } from '../../domain/registry/registry-entry';
import { demoApplication, localEnvironment } from '../../lib/config/local-environment';
import { openStateFolder } from '../../local/cloud/state/state-folder';
import { type DemoCredentials, demoCredentials } from '../../local/start/seed/demo-keys';
import { firstPort } from '../../local/start/start-options';
import { credentials, region } from './credentials';
import type { Deployed } from './deployed';

/** The demo application as `npm start` has it, subscribed to every API on the endpoint. Answers its file. */
export async function seedDemoApplication(endpoint: URL, deployed: Deployed, folder: string): Promise<string> {
  const state = openStateFolder(folder);
  const demo = demoCredentials(folder, state.load('demo'), demoApplication);
  const { clientId, apiKey, kid, usageKey, privateKeyFile } = demo;
  state.save('demo', { clientId, apiKey, kid, usageKey });
  const settings = { endpoint: endpoint.origin, region, credentials };
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient(settings), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const table = (name: string) => deployed.find('local-Foundation', 'AWS::DynamoDB::Table', `Stores${name}`);
  const entries = await new DynamoRegistryStore(tables, await table('Registry')).list();
  const TableName = await table('Applications');
  const { Item } = await tables.send(new GetCommand({ TableName, Key: { id: clientId } }));
  const kept = application.safeParse(Item).data;
  await tables.send(new PutCommand({ TableName, Item: applicationOf(demo, entries, kept) }));
  const applications = new DynamoApplicationStore(tables, TableName);
  const usageKeys = new ApiGatewayUsageKeys(new APIGatewayClient(settings));
  const countCalls = makeCountCalls({ applications, usageKeys });
  for (const { api, usagePlanId: plan } of entries) {
    // Read anew, as the call before it may have made a key.
    const counted = plan === undefined ? undefined : await applications.find(clientId);
    if (counted && !(await countCalls({ application: counted, api, plan })))
      throw new Error(`the endpoint holds no more API keys, so that calls of ${api} cannot be counted`);
  }
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

function applicationOf(
  demo: DemoCredentials,
  entries: readonly RegistryEntry[],
  kept: Application | undefined,
): Application {
  const { clientId, apiKey, kid, publicKey } = demo;
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
    ...(kept?.usageKeyReference && { usageKey: kept.usageKey, usageKeyReference: kept.usageKeyReference }),
    furtherUsageKeys: kept?.furtherUsageKeys ?? [],
  };
  // What stands already, stands: also what was withdrawn.
  return entries.reduce(
    (holder, { api }) => moveSubscription(holder, { api, move: 'developer subscribes', at }) ?? holder,
    seeded,
  );
}

async function addressOf({ api, stage, restApiId }: RegistryEntry, deployed: Deployed) {
  const start = `Proxy${api.replace(/[^A-Za-z0-9]/g, '')}Sandbox`;
  const sandbox = await deployed.find(`local-Api-${api}`, 'AWS::ApiGateway::RestApi', start);
  return { name: api, url: deployed.urlOf(restApiId, stage), sandboxUrl: deployed.urlOf(sandbox, stage) };
}
