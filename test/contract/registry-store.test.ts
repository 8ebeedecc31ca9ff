import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import type { RegistryStore } from '../../domain/publishing/registry-store';
import { aRegistryEntry } from '../builders';
import { MemoryRegistryStore } from '../memory/memory-registry-store';

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

async function onDynamo(TableName = `registry-${randomUUID()}`): Promise<RegistryStore> {
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
  ['DynamoDB', () => onDynamo()],
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

  /** As much as an item of DynamoDB could not hold. */
  const manyOperations = (release: number) =>
    Array.from({ length: 4000 }, (_, number) => ({
      id: `operation-${release}-${number}-${'x'.repeat(100)}`,
      method: 'GET' as const,
      path: `/wards-${number}/{wardId}`,
      access: ['app-level3' as const],
    }));

  test('an API of thousands of operations is kept whole, also beside others and through releases', async () => {
    const first = aRegistryEntry({ api: 'large', operations: manyOperations(1) });
    const small = aRegistryEntry({ api: 'small' });
    expect(await registry.save(first, undefined)).toBe(true);
    expect(await registry.save(small, undefined)).toBe(true);
    expect(await registry.find('large')).toEqual(first);
    const second = { ...first, revision: 2, operations: manyOperations(2) };
    expect(await registry.save({ ...second, operations: manyOperations(3) }, 7)).toBe(false);
    expect(await registry.find('large')).toEqual(first);
    expect(await registry.save(second, 1)).toBe(true);
    expect(await registry.find('large')).toEqual(second);
    const listed = await registry.list();
    expect([...listed].sort((one, other) => (one.api < other.api ? -1 : 1))).toEqual([second, small]);
    expect(await registry.remove('large', 2)).toBe(true);
    expect(await registry.list()).toEqual([small]);
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

test('what stood aside of a row in DynamoDB goes with it', async () => {
  const TableName = `registry-${randomUUID()}`;
  const registry = await onDynamo(TableName);
  const path = (number: number) => `/wards/${number}${'x'.repeat(1000)}`;
  const operations = Array.from({ length: 50 }, (_, number) => ({
    id: `operation-${number}`,
    method: 'GET' as const,
    path: path(number),
    access: [],
  }));
  const entry = aRegistryEntry({ api: 'large', operations });
  await registry.save(entry, undefined);
  await registry.save({ ...entry, revision: 2 }, 1);
  await registry.save({ ...entry, revision: 2 }, 1);
  const keys = async () => (await client.send(new ScanCommand({ TableName }))).Items?.map(({ api }) => api?.S) ?? [];
  expect(await keys()).toHaveLength(2);
  const [row] =
    (
      await client.send(
        new ScanCommand({
          TableName,
          FilterExpression: 'revision = :two',
          ExpressionAttributeValues: { ':two': { N: '2' } },
        }),
      )
    ).Items ?? [];
  expect(JSON.stringify(row).length).toBeLessThan(4096);
  await registry.remove('large', 2);
  expect(await keys()).toEqual([]);
});

test('a row that is replaced while it is read is read again', async () => {
  const TableName = `registry-${randomUUID()}`;
  const writer = await onDynamo(TableName);
  const operations = Array.from({ length: 500 }, (_, number) => ({
    id: `operation-${number}`,
    method: 'GET' as const,
    path: `/wards-${number}`,
    access: [],
  }));
  const entry = aRegistryEntry({ api: 'large', operations });
  await writer.save(entry, undefined);
  let reads = 0;
  const documents = DynamoDBDocumentClient.from(client);
  const interrupted = new Proxy(documents, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name);
      return async (command: never) => {
        reads += 1;
        if (reads === 2) await writer.save({ ...entry, revision: 2 }, 1);
        return target.send(command);
      };
    },
  });
  const reader = new DynamoRegistryStore(interrupted, TableName);
  expect(await reader.find('large')).toEqual({ ...entry, revision: 2 });
});
