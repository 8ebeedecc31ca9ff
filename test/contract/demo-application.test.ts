import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { APIGatewayClient, DeleteApiKeyCommand, GetUsagePlanKeysCommand } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { demoCredentials } from '../../adapters/demo/demo-credentials';
import { seedDemoApplication } from '../../adapters/demo/seed-demo-application';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { type Application, application } from '../../domain/applications/application';
import { moveSubscription } from '../../domain/applications/subscription';
import { usageKeyOf } from '../../domain/applications/usage-key-of';
import { aRegistryEntry } from '../builders';
import { scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../unit/local/an-assembly';

const apis = Array.from({ length: 12 }, (_, index) => `api-${String.fromCharCode(97 + index)}`);
const aTable = (TableName: string, key: string) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName,
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
  },
});
const resources = {
  Applications: aTable('applications', 'id'),
  Registry: aTable('registry', 'api'),
  ...Object.fromEntries(apis.map((_, index) => [`Plan${index}`, { Type: 'AWS::ApiGateway::UsagePlan' }])),
};

const folder = scratchFolder();
let cloud: TestCloud;
let dynamo: DynamoDBDocumentClient;
let apiGateway: APIGatewayClient;
let applications: RevisedRows<Application>;

beforeAll(async () => {
  cloud = await startTestCloud(folder);
  await cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [{ name: 'test-Stores', resources }]));
  const settings = { region: 'eu-west-2', endpoint: cloud.url, credentials: cloud.accessKey() };
  dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(settings), {
    marshallOptions: { removeUndefinedValues: true },
  });
  apiGateway = new APIGatewayClient(settings);
  applications = new RevisedRows(dynamo, 'applications', application);
  const registry = new DynamoRegistryStore(dynamo, 'registry');
  const plans = [...cloud.services.apigateway.model.plans.keys()];
  for (const [index, api] of apis.entries())
    await registry.save(
      aRegistryEntry({ api, basePath: `/${api}`, usagePlanId: plans[index], requiredAttributes: [`ods-${index % 2}`] }),
      undefined,
    );
});
afterAll(async () => {
  dynamo.destroy();
  apiGateway.destroy();
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

const seeded = () =>
  seedDemoApplication({
    ...{ dynamo, apiGateway, folder, now: () => new Date('2026-01-05T09:00:00Z') },
    tables: { applications: 'applications', registry: 'registry' },
    credentials: demoCredentials({ folder, state: cloud.state, id: 'demo' }),
    owner: { team: 'team-1', email: 'demo@dip.example', password: 'secret' },
    server: { tokenUrl: 'http://api.test/oauth2/token', authorizeUrl: 'http://auth.test/oauth2/authorize' },
    urlsOf: async ({ basePath }) => ({
      url: `http://api.test${basePath}`,
      sandboxUrl: `http://sandbox.test${basePath}`,
    }),
  });

const stored = async () => {
  const found = await applications.find('demo');
  if (!found) throw new Error('the demo application is not there');
  return found;
};

/** APIs whose plan does not hold the key that the application's calls are counted by. */
async function uncounted(): Promise<string[]> {
  const application = await stored();
  const plans = [...cloud.services.apigateway.model.plans.keys()];
  const missing = apis.map(async (api, index) => {
    const { items = [] } = await apiGateway.send(new GetUsagePlanKeysCommand({ usagePlanId: plans[index] }));
    return items.some(({ id }) => id === usageKeyOf(application, api)?.reference) ? [] : [api];
  });
  return (await Promise.all(missing)).flat();
}

test('it is approved, subscribed to every API, and says in one file how to call each', async () => {
  const demo = await seeded();
  const file = join(folder, 'app.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(demo);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(demo).toMatchObject({ clientId: 'demo', portalUser: { email: 'demo@dip.example', password: 'secret' } });
  expect(demo.apis.map(({ name, url }) => [name, url])).toEqual(apis.map((api) => [api, `http://api.test/${api}`]));

  const application = await stored();
  expect(application).toMatchObject({ status: 'approved', team: 'team-1', attributes: { 'ods-0': 'demo-ods-0' } });
  expect(Object.keys(application.subscriptions).sort()).toEqual(apis);
  expect(application.apiKeys[0]?.hash).toBe(sha256SecretHash.of(demo.apiKey.slice('demo.'.length)));
  expect((await applications.find(demo.producer.clientId))?.producerOf).toEqual(apis);
});

test('the gateway counts its calls of every API, more than one key may be in', async () => {
  expect(await uncounted()).toEqual([]);
});

test('seeded again it is the same, and what was decided of it meanwhile stands', async () => {
  const before = await stored();
  const at = new Date('2026-01-06T09:00:00Z');
  const changed = moveSubscription(before, { api: apis[0] ?? '', move: 'publisher withdraws', at }) ?? before;
  expect(await applications.save({ ...changed, revision: before.revision + 1 })).toBe(true);
  const demo = await seeded();
  expect(await stored()).toEqual({ ...changed, revision: before.revision + 2 });
  expect(await seeded()).toEqual(demo);
});

test('a key that the gateway has lost is made anew', async () => {
  const { usageKeyReference, furtherUsageKeys } = await stored();
  for (const apiKey of [usageKeyReference, furtherUsageKeys[0]?.reference])
    await apiGateway.send(new DeleteApiKeyCommand({ apiKey }));
  await seeded();
  expect(await uncounted()).toEqual([]);
});
