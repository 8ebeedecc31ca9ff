import { DynamoSignInStore } from '../../adapters/aws/dynamo-sign-in-store';
import type { SealedSignIn } from '../../domain/oauth/pending-sign-in';
import type { SignInStore } from '../../domain/oauth/ports';
import { MemorySignInStore } from '../memory/memory-sign-in-store';
import { aDynamoTable } from './a-dynamo-table';

const table = 'sign-ins';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

const aSignIn = (id: string): SealedSignIn => ({ id, sealed: 'eyJhbGciOiJkaXIifQ..x.y.z', expiresAt: 1_767_604_200 });

describe.each<[string, () => SignInStore]>([
  ['memory', () => new MemorySignInStore()],
  ['DynamoDB', () => new DynamoSignInStore(dynamo.dynamo, table)],
])('a sign-in store on %s', (_technology, aStore) => {
  test('gives back what was saved, once', async () => {
    const store = aStore();
    await store.save(aSignIn('once'));
    expect(await store.take('once')).toEqual(aSignIn('once'));
    expect(await store.take('once')).toBeUndefined();
  });

  test('knows nothing of a sign-in that never began', async () => {
    expect(await aStore().take('never')).toBeUndefined();
  });

  test('gives it to exactly one of many who come at the same time', async () => {
    const store = aStore();
    await store.save(aSignIn('raced'));
    await store.save(aSignIn('bystander'));
    const taken = await Promise.all(Array.from({ length: 200 }, () => store.take('raced')));
    expect(taken.filter((one) => one !== undefined)).toEqual([aSignIn('raced')]);
    expect(await store.take('bystander')).toBeDefined();
  });
});
