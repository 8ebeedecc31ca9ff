import { DynamoRevocationStore } from '../../adapters/aws/dynamo-revocation-store';
import type { RevocationStore } from '../../domain/oauth/ports';
import { MemoryRevocationStore } from '../memory/memory-revocation-store';
import { aDynamoTable } from './a-dynamo-table';

const table = 'revocations';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

describe.each<[string, () => RevocationStore]>([
  ['memory', () => new MemoryRevocationStore()],
  ['DynamoDB', () => new DynamoRevocationStore(dynamo.dynamo, table)],
])('a revocation store on %s', (_technology, aStore) => {
  test('knows what was revoked, however often, and nothing else', async () => {
    const store = aStore();
    const revocation = { id: 'grant-1', expiresAt: new Date('2026-01-05T09:10:00Z') };
    await store.revoke(revocation);
    await store.revoke(revocation);
    expect(await store.isRevoked('grant-1')).toBe(true);
    expect(await store.isRevoked('grant-2')).toBe(false);
  });
});
