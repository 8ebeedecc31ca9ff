import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoSubscribers } from '../../adapters/aws/dynamo-subscribers';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { type Application, application } from '../../domain/applications/application';
import type { ApplicationStore } from '../../domain/applications/application-store';
import { anApplication, subscribedTo } from '../builders';
import { MemoryApplicationStore } from '../memory/memory-application-store';
import { aDynamoTable } from './a-dynamo-table';

const table = 'applications';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

describe.each<[string, () => ApplicationStore]>([
  ['memory', () => new MemoryApplicationStore()],
  ['DynamoDB', () => new RevisedRows(dynamo.dynamo, table, application)],
])('an application store on %s', (technology, aStore) => {
  const id = (name: string) => `${technology}-${name}`;

  test('knows nothing of an application that was never saved', async () => {
    expect(await aStore().find(id('unknown'))).toBeUndefined();
  });

  test('nor of one whose id is longer than any can be, which a caller may send', async () => {
    for (const longest of ['x'.repeat(2_048), 'x'.repeat(2_049), 'ü'.repeat(1_500)]) {
      expect(await aStore().find(longest)).toBeUndefined();
    }
  });

  test('gives back what was saved, whole', async () => {
    const store = aStore();
    const saved = anApplication({
      id: id('whole'),
      apiKeys: [{ id: 'key', hash: 'aGFzaA', createdAt: '2026-01-01T00:00:00Z' }],
      jwks: { keys: [{ kty: 'RSA', kid: 'key-1', n: 'abc', e: 'AQAB' }] },
      subscriptions: subscribedTo('hello-world'),
      attributes: { asid: '200000000001' },
      usageKey: 'usage-1',
    });
    expect(await store.save(saved)).toBe(true);
    expect(await store.find(saved.id)).toEqual(saved);
  });

  test('lets one of two writers of the same revision win', async () => {
    const store = aStore();
    const first = anApplication({ id: id('raced') });
    await store.save(first);
    const writers = ['one', 'two'].map((name) => store.save({ ...first, name, revision: 2 }));
    expect((await Promise.all(writers)).sort()).toEqual([false, true]);
    expect((await store.find(first.id))?.revision).toBe(2);
  });

  test('refuses a revision that does not follow', async () => {
    const store = aStore();
    expect(await store.save(anApplication({ id: id('skipped'), revision: 2 }))).toBe(false);
    await store.save(anApplication({ id: id('skipped') }));
    expect(await store.save(anApplication({ id: id('skipped') }))).toBe(false);
  });
});

test('a row that the platform did not write is refused by the names of its fields, not their values', async () => {
  const store = new RevisedRows(dynamo.dynamo, table, application);
  const row = { ...anApplication({ id: 'odd' }), status: 'a secret value', apiKeys: null };
  await dynamo.dynamo.send(new PutCommand({ TableName: table, Item: row }));
  await expect(store.find('odd')).rejects.toThrow(/Malformed row odd in applications: .*status.*apiKeys/);
  await expect(store.find('odd')).rejects.not.toThrow(/a secret value/);
});

test('subscribers on DynamoDB are those who are approved for just that API', async () => {
  const store = new RevisedRows(dynamo.dynamo, table, application);
  const since = '2026-01-01T00:00:00Z';
  await store.save(anApplication({ id: 'subscriber', subscriptions: subscribedTo('a.wards', 'other') }));
  await store.save(anApplication({ id: 'waiting', subscriptions: { 'a.wards': { status: 'pending', since } } }));
  await store.save(anApplication({ id: 'another', subscriptions: subscribedTo('a') }));
  await store.save(anApplication({ id: 'producer', producerOf: ['a.wards'] }));
  const subscribers = new DynamoSubscribers(dynamo.dynamo, table);
  const idsOf = async (applications: AsyncIterable<Application>) => {
    const ids: string[] = [];
    for await (const { id } of applications) ids.push(id);
    return ids.sort();
  };
  expect(await idsOf(subscribers.of('a.wards'))).toEqual(['subscriber']);
  expect(await idsOf(subscribers.related('a.wards'))).toEqual(['producer', 'subscriber', 'waiting']);
});
