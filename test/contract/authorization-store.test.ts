import { DynamoAuthorizationStore } from '../../adapters/aws/dynamo-authorization-store';
import type { AuthorizationStore } from '../../domain/oauth/ports';
import { anAuthorization } from '../builders';
import { MemoryAuthorizationStore } from '../memory/memory-authorization-store';
import { aDynamoTable } from './a-dynamo-table';
import { loseNextAnswer } from './lose-next-answer';

const table = 'grants';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id', indexes: ['upstreamSession', 'upstreamUser'] });
});
afterAll(() => dynamo.close());

describe.each<[string, () => AuthorizationStore]>([
  ['memory', () => new MemoryAuthorizationStore()],
  ['DynamoDB', () => new DynamoAuthorizationStore(dynamo.dynamo, table)],
])('an authorisation store on %s', (technology, aStore) => {
  const id = (name: string) => `${technology}-${name}`;

  test('gives back what was saved, whole', async () => {
    const store = aStore();
    const saved = anAuthorization({
      id: id('whole'),
      pattern: 'combined',
      code: { hash: 'Y29kZQ', redirectUri: 'https://app.example/cb', challengeMark: 'abc', expiresAt: 9, used: false },
      upstream: { accessToken: 'c2VhbGVk', expiresAt: 9 },
      spent: ['b2xk'],
      acr: 'AAL3_ANY',
      authTime: 8,
    });
    expect(await store.save(saved)).toBe(true);
    expect(await store.find(saved.id)).toEqual(saved);
    expect(await store.find(id('unknown'))).toBeUndefined();
  });

  test('lets one of many writers of the same revision win', async () => {
    const store = aStore();
    const first = anAuthorization({ id: id('raced') });
    await store.save(first);
    const writers = Array.from({ length: 20 }, () => store.save({ ...first, revision: 2 }));
    expect((await Promise.all(writers)).filter(Boolean)).toHaveLength(1);
  });

  test('finds the authorisations of one session and of one user at the identity provider', async () => {
    const store = aStore();
    const user = { upstreamUser: id('user') };
    await store.save(anAuthorization({ id: id('here'), ...user, upstreamSession: id('session') }));
    await store.save(anAuthorization({ id: id('there'), ...user, upstreamSession: id('another') }));
    await store.save(anAuthorization({ id: id('somebody'), upstreamUser: id('somebody') }));
    expect(await store.idsOf({ upstreamSession: id('session') })).toEqual([id('here')]);
    expect([...(await store.idsOf(user))].sort()).toEqual([id('here'), id('there')]);
    expect(await store.idsOf({ upstreamUser: id('nobody') })).toEqual([]);
  });
});

test('an authorisation that was written, though the answer was lost on its way, is known to be written', async () => {
  const store = new DynamoAuthorizationStore(dynamo.dynamo, table);
  await store.save(anAuthorization({ id: 'lost' }));
  const tries = loseNextAnswer(dynamo.dynamo);
  expect(await store.save(anAuthorization({ id: 'lost', revision: 2 }))).toBe(true);
  expect(tries()).toBe(2);
  loseNextAnswer(dynamo.dynamo);
  expect(await store.save(anAuthorization({ id: 'lost', revision: 2 }))).toBe(false);
});
