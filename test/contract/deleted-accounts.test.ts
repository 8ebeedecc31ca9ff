import { DynamoDeletedAccounts } from '../../adapters/aws/dynamo-deleted-accounts';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { type Account, account } from '../../domain/accounts/account';
import type { AccountStore } from '../../domain/accounts/account-store';
import type { DeletedAccount, DeletedAccounts } from '../../domain/accounts/deleted-accounts';
import { MemoryAccountStore } from '../memory/memory-account-store';
import { aDynamoTable } from './a-dynamo-table';

const table = 'accounts';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

const due = '2027-02-09T09:00:00.000Z';
const active: Account = {
  id: 'grace',
  revision: 1,
  name: 'Grace Hopper',
  email: 'grace@example.nhs.uk',
  status: 'active',
  createdAt: '2026-01-05T09:00:00.000Z',
  teams: [],
  applications: [],
};
const deleted: Account = {
  ...active,
  id: 'ada',
  status: 'deleted',
  deletedAt: '2026-01-05T09:00:00.000Z',
  expiresAt: Date.parse(due) / 1000,
  teams: ['team-1'],
};

async function listed(accounts: DeletedAccounts): Promise<DeletedAccount[]> {
  const all: DeletedAccount[] = [];
  for await (const one of accounts.list()) all.push(one);
  return all;
}

describe.each<[string, () => { store: AccountStore; accounts: DeletedAccounts }]>([
  [
    'memory',
    () => {
      const both = new MemoryAccountStore();
      return { store: both, accounts: both };
    },
  ],
  [
    'DynamoDB',
    () => ({
      store: new RevisedRows(dynamo.dynamo, table, account),
      accounts: new DynamoDeletedAccounts(dynamo.dynamo, table),
    }),
  ],
])('deleted accounts on %s', (_, open) => {
  test('are listed without who they were, and erased when they are due and not before', async () => {
    const { store, accounts } = open();
    await store.save(active);
    await store.save(deleted);
    const { id, deletedAt, expiresAt, teams } = deleted;
    expect(await listed(accounts)).toEqual([{ id, deletedAt, expiresAt, teams }]);

    const justBefore = new Date(Date.parse(due) - 1000);
    expect(await accounts.erase('ada', justBefore)).toBe(false);
    expect(await accounts.erase('grace', new Date(due))).toBe(false);
    expect(await store.find('ada')).toEqual(deleted);
    expect(await accounts.erase('ada', new Date(due))).toBe(true);
    expect(await accounts.erase('ada', new Date(due))).toBe(false);
    expect(await store.find('ada')).toBeUndefined();
    expect(await store.find('grace')).toEqual(active);
  });
});
