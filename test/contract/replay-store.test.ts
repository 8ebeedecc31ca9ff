import { DynamoReplayStore } from '../../adapters/aws/dynamo-replay-store';
import type { ReplayStore } from '../../domain/oauth/ports';
import { aClock } from '../builders';
import { MemoryReplayStore } from '../memory/memory-replay-store';
import { aDynamoTable } from './a-dynamo-table';
import { loseNextAnswer } from './lose-next-answer';

const table = 'replays';
const clock = aClock();
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

describe.each<[string, () => ReplayStore]>([
  ['memory', () => new MemoryReplayStore(clock)],
  ['DynamoDB', () => new DynamoReplayStore(dynamo.dynamo, table, clock)],
])('a replay store on %s', (technology, aStore) => {
  const inSeconds = (seconds: number) => new Date((clock.seconds() + seconds) * 1000);

  test('burns an id once', async () => {
    const store = aStore();
    const once = { id: `${technology} once`, expiresAt: inSeconds(300) };
    expect(await store.burn(once)).toBe(true);
    expect(await store.burn(once)).toBe(false);
    expect(await store.burn({ ...once, id: `${technology} another` })).toBe(true);
  });

  test('lets exactly one of many win at the same time', async () => {
    const store = aStore();
    const once = { id: `${technology} raced`, expiresAt: inSeconds(300) };
    const burnt = await Promise.all(Array.from({ length: 20 }, () => store.burn(once)));
    expect(burnt.filter(Boolean)).toHaveLength(1);
  });

  test('remembers to the last second, and need not after that', async () => {
    const store = aStore();
    const once = { id: `${technology} brief`, expiresAt: inSeconds(60) };
    await store.burn(once);
    clock.advance(60);
    expect(await store.burn(once)).toBe(false);
    clock.advance(1);
    expect(await store.burn({ ...once, expiresAt: inSeconds(60) })).toBe(true);
  });
});

test('whoever burnt an id has burnt it, though the answer was lost on its way', async () => {
  const store = new DynamoReplayStore(dynamo.dynamo, table, clock);
  const once = { id: 'lost', expiresAt: new Date((clock.seconds() + 60) * 1000) };
  const tries = loseNextAnswer(dynamo.dynamo);
  expect(await store.burn(once)).toBe(true);
  expect(tries()).toBeGreaterThan(1);
  loseNextAnswer(dynamo.dynamo);
  expect(await store.burn(once)).toBe(false);
});
