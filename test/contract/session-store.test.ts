import { DynamoAttempts } from '../../adapters/aws/dynamo-attempts';
import { DynamoSessionStore } from '../../adapters/aws/dynamo-session-store';
import type { Attempts } from '../../domain/accounts/attempts';
import type { Session, SessionStore } from '../../domain/accounts/session-store';
import { aClock } from '../builders';
import { MemoryAttempts } from '../memory/memory-attempts';
import { MemorySessionStore } from '../memory/memory-session-store';
import { aDynamoTable } from './a-dynamo-table';

const table = 'sessions';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

const aSession = (id: string): Session => ({
  id,
  account: 'ada',
  formToken: 'token',
  createdAt: '2026-01-05T09:00:00.000Z',
  lastSeenAt: '2026-01-05T09:00:00.000Z',
  expiresAt: 1_767_646_800,
});

describe.each<[string, () => SessionStore]>([
  ['memory', () => new MemorySessionStore()],
  ['DynamoDB', () => new DynamoSessionStore(dynamo.dynamo, table)],
])('a session store on %s', (technology, aStore) => {
  test('keeps a session, and when it was last used', async () => {
    const store = aStore();
    const session = aSession(`${technology}-used`);
    await store.save(session);
    const lastSeenAt = '2026-01-05T09:10:00.000Z';
    await store.touch(session.id, lastSeenAt);
    expect(await store.find(session.id)).toEqual({ ...session, lastSeenAt });
  });

  test('does not bring back a session that has ended', async () => {
    const store = aStore();
    const session = aSession(`${technology}-ended`);
    await store.save(session);
    await store.remove(session.id);
    await store.touch(session.id, '2026-01-05T09:10:00.000Z');
    expect(await store.find(session.id)).toBeUndefined();
    await store.remove(session.id);
  });
});

describe.each<[string, (clock: ReturnType<typeof aClock>) => Attempts]>([
  ['memory', (clock) => new MemoryAttempts(clock)],
  ['DynamoDB', (clock) => new DynamoAttempts(dynamo.dynamo, table, clock)],
])('attempts counted on %s', (technology, anAttempts) => {
  test('are allowed up to the limit of a window, each key for itself', async () => {
    const clock = aClock();
    const attempts = anAttempts(clock);
    const limit = { most: 2, seconds: 900 };
    const tried = (key: string) => attempts.allow(`${technology}-${key}`, limit);
    expect([await tried('ada'), await tried('ada'), await tried('ada')]).toEqual([true, true, false]);
    expect(await tried('eve')).toBe(true);
    clock.advance(900);
    expect(await tried('ada')).toBe(true);
  });
});
