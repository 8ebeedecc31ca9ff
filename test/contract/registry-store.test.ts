import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { MemoryRegistryStore } from '../../adapters/memory/memory-registry-store';
import type { RegistryStore } from '../../domain/registry/registry-store';
import { aRegistryEntry } from '../builders';

const server = dynalite({ createTableMs: 0 });
let client: DynamoDBClient;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
});
afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function onDynamo(): Promise<RegistryStore> {
  const TableName = `registry-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'api', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'api', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  return new DynamoRegistryStore(DynamoDBDocumentClient.from(client), TableName);
}

describe.each([
  ['memory', async (): Promise<RegistryStore> => new MemoryRegistryStore()],
  ['DynamoDB', onDynamo],
])('a registry in %s', (_, create) => {
  let registry: RegistryStore;
  beforeEach(async () => {
    registry = await create();
  });

  const claim = { basePath: '/wards', api: 'wards', owner: 'stack-1' };
  const rival = { basePath: '/wards', api: 'beds', owner: 'stack-2' };

  test('finds what was saved, and nothing else', async () => {
    const entry = aRegistryEntry();
    expect(await registry.save(entry, undefined)).toBe(true);
    expect(await registry.find(entry.api)).toEqual(entry);
    expect(await registry.find('another')).toBeUndefined();
  });

  test('finds what was written since it was last asked, by this store or another', async () => {
    const entry = aRegistryEntry();
    await registry.save(entry, undefined);
    await registry.find(entry.api);
    await registry.save({ ...entry, revision: 2, title: 'Wards' }, 1);
    expect((await registry.find(entry.api))?.title).toBe('Wards');
    await registry.remove(entry.api, 2);
    expect(await registry.find(entry.api)).toBeUndefined();
    await registry.save({ ...entry, title: 'Beds' }, undefined);
    expect((await registry.find(entry.api))?.title).toBe('Beds');
  });

  test('lists every API, and neither base paths nor what is gone', async () => {
    for (let index = 0; index < 30; index += 1) await registry.save(aRegistryEntry({ api: `api-${index}` }), undefined);
    await registry.claimBasePath(claim);
    await registry.rememberPublisher('gone', 'NHS England');
    expect((await registry.list()).map(({ api }) => api).sort()).toEqual(
      Array.from({ length: 30 }, (_, index) => `api-${index}`).sort(),
    );
  });

  test('remembers who last gave a name up', async () => {
    expect(await registry.formerPublisher('wards')).toBeUndefined();
    await registry.rememberPublisher('wards', 'NHS England');
    await registry.rememberPublisher('wards', 'Example Trust');
    expect(await registry.formerPublisher('wards')).toBe('Example Trust');
    expect(await registry.find('wards')).toBeUndefined();
  });

  test('refuses a writer who has not seen the latest revision', async () => {
    const entry = aRegistryEntry();
    await registry.save(entry, undefined);
    expect(await registry.save(entry, undefined)).toBe(false);
    expect(await registry.save({ ...entry, revision: 2, title: 'Second' }, 1)).toBe(true);
    expect(await registry.save({ ...entry, revision: 2, title: 'Late' }, 1)).toBe(false);
    expect(await registry.save(aRegistryEntry({ api: 'absent', revision: 2 }), 1)).toBe(false);
    expect(await registry.find(entry.api)).toMatchObject({ title: 'Second' });
  });

  test('removes what is at the expected revision, and counts what is gone as removed', async () => {
    const entry = aRegistryEntry();
    await registry.save(entry, undefined);
    expect(await registry.remove(entry.api, 2)).toBe(false);
    expect(await registry.find(entry.api)).toBeDefined();
    expect(await registry.remove(entry.api, 1)).toBe(true);
    expect(await registry.remove(entry.api, 1)).toBe(true);
    expect(await registry.find(entry.api)).toBeUndefined();
  });

  test('gives a base path to one of many who ask at the same time', async () => {
    const claims = Array.from({ length: 8 }, (_, index) => ({
      ...claim,
      api: `api-${index}`,
      owner: `stack-${index}`,
    }));
    const holders = await Promise.all(claims.map((each) => registry.claimBasePath(each)));
    expect(new Set(holders.map(({ api }) => api)).size).toBe(1);
  });

  test('gives a base path again to whoever holds it, and to nobody else', async () => {
    expect(await registry.claimBasePath(claim)).toEqual(claim);
    expect(await registry.claimBasePath(claim)).toEqual(claim);
    expect(await registry.claimBasePath(rival)).toEqual(claim);
    expect(await registry.claimBasePath({ ...claim, owner: 'stack-2' })).toEqual(claim);
  });

  test('takes a base path back from its holder only', async () => {
    await registry.claimBasePath(claim);
    await registry.releaseBasePath(rival);
    await registry.releaseBasePath({ ...claim, owner: 'stack-2' });
    expect(await registry.claimBasePath(rival)).toEqual(claim);
    await registry.releaseBasePath(claim);
    await registry.releaseBasePath(claim);
    expect(await registry.claimBasePath(rival)).toEqual(rival);
  });
});
