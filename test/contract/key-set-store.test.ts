import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { type KeptKeySet, type KeySetStore, keptKeySet } from '../../domain/key-sets/kept-key-set';
import { MemoryRevisedRows } from '../memory/memory-revised-rows';
import { aDynamoTable } from './a-dynamo-table';

const table = 'key-sets';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

const aKeptKeySet = (overrides: Partial<KeptKeySet> = {}): KeptKeySet => ({
  id: 'app-1',
  revision: 1,
  url: 'https://app.example.nhs.uk/jwks.json',
  triedAt: 1767603600,
  expiresAt: 1768208400,
  ...overrides,
});

describe.each<[string, () => KeySetStore]>([
  ['memory', () => new MemoryRevisedRows<KeptKeySet>()],
  ['DynamoDB', () => new RevisedRows(dynamo.dynamo, table, keptKeySet)],
])('a key set store on %s', (technology, aStore) => {
  const id = (name: string) => `${technology}-${name}`;

  test('knows nothing of an address that was never asked', async () => {
    expect(await aStore().find(id('unknown'))).toBeUndefined();
  });

  test('gives back what was kept, whole', async () => {
    const store = aStore();
    const kept = aKeptKeySet({
      id: id('whole'),
      keySet: { keys: [{ kty: 'RSA', kid: 'key-1', n: 'abc', e: 'AQAB' }] },
      readAt: 1767603000,
      lastError: { at: 1767603600, reason: 'status', status: 404 },
    });
    expect(await store.save(kept)).toBe(true);
    expect(await store.find(kept.id)).toEqual(kept);
  });

  test('lets one of two hundred that claim the same try have it', async () => {
    const store = aStore();
    await store.save(aKeptKeySet({ id: id('raced') }));
    const claims = Array.from({ length: 200 }, (_, index) =>
      store.save(aKeptKeySet({ id: id('raced'), revision: 2, triedAt: 1767603700 + index })),
    );
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
  });

  test('lets one of two have the first try', async () => {
    const store = aStore();
    const claims = [1, 2].map(() => store.save(aKeptKeySet({ id: id('first') })));
    expect((await Promise.all(claims)).sort()).toEqual([false, true]);
  });
});

test('a reason that only a later release knows does not stop the row from being read', async () => {
  const row = { ...aKeptKeySet({ id: 'later' }), lastError: { at: 1767603600, reason: 'of-a-later-release' } };
  await dynamo.dynamo.send(new PutCommand({ TableName: table, Item: row }));
  const kept = await new RevisedRows(dynamo.dynamo, table, keptKeySet).find('later');
  expect(kept?.lastError).toEqual({ at: 1767603600, reason: 'no_connection' });
});
