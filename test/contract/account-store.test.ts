import { RevisedRows } from '../../adapters/aws/revised-rows';
import { type Account, account } from '../../domain/accounts/account';
import type { AccountStore } from '../../domain/accounts/account-store';
import { MemoryAccountStore } from '../memory/memory-account-store';
import { aDynamoTable } from './a-dynamo-table';

const table = 'accounts';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

const anAccount = (overrides: Partial<Account>): Account => ({
  id: 'ada',
  revision: 1,
  name: 'Ada Lovelace',
  email: 'ada@example.nhs.uk',
  status: 'active',
  createdAt: '2026-01-05T09:00:00.000Z',
  teams: [],
  applications: [],
  ...overrides,
});

describe.each<[string, () => AccountStore]>([
  ['memory', () => new MemoryAccountStore()],
  ['DynamoDB', () => new RevisedRows(dynamo.dynamo, table, account)],
])('an account store on %s', (technology, aStore) => {
  const id = (name: string) => `${technology}-${name}`;

  test('gives back what was saved, whole, and knows nothing else', async () => {
    const store = aStore();
    const saved = anAccount({ id: id('whole'), applications: ['app-1'] });
    expect(await store.save(saved)).toBe(true);
    expect(await store.find(saved.id)).toEqual(saved);
    expect(await store.find(id('unknown'))).toBeUndefined();
  });

  test('lets one of two writers of the same revision win', async () => {
    const store = aStore();
    const first = anAccount({ id: id('raced') });
    await store.save(first);
    const deleted = { status: 'deleted' as const, deletedAt: '2026-02-01T00:00:00.000Z', expiresAt: 1_804_464_000 };
    const writers = [{ applications: ['app-1'] }, deleted].map((change) =>
      store.save({ ...first, ...change, revision: 2 }),
    );
    expect((await Promise.all(writers)).sort()).toEqual([false, true]);
    expect(await store.save(first)).toBe(false);
  });
});
