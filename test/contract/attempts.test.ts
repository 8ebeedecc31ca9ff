import { DynamoAttempts } from '../../adapters/aws/dynamo-attempts';
import type { Attempts } from '../../domain/accounts/attempts';
import type { Clock } from '../../domain/ports';
import { aClock } from '../builders';
import { MemoryAttempts } from '../memory/memory-attempts';
import { aDynamoTable } from './a-dynamo-table';

const table = 'attempts';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

const limit = { most: 3, seconds: 60 };

describe.each<[string, (clock: Clock) => Attempts]>([
  ['memory', (clock) => new MemoryAttempts(clock)],
  ['DynamoDB', (clock) => new DynamoAttempts(dynamo.dynamo, table, clock)],
])('attempts on %s', (_technology, anAttempts) => {
  test('are allowed as often as the window says, each key for itself', async () => {
    const attempts = anAttempts(aClock());
    const answers = [];
    for (let count = 0; count < 4; count += 1) answers.push(await attempts.allow('one', limit));
    expect(answers).toEqual([true, true, true, false]);
    expect(await attempts.allow('another', limit)).toBe(true);
  });

  test('of any number at once no more than allowed are let through', async () => {
    const attempts = anAttempts(aClock('2026-01-06T09:00:00Z'));
    const answers = await Promise.all(Array.from({ length: 50 }, () => attempts.allow('raced', limit)));
    expect(answers.filter(Boolean)).toHaveLength(3);
  });

  test('are allowed again in the next window', async () => {
    const clock = aClock('2026-01-07T09:00:00Z');
    const attempts = anAttempts(clock);
    for (let count = 0; count < 4; count += 1) await attempts.allow('waits', limit);
    expect(await attempts.allow('waits', limit)).toBe(false);
    clock.advance(60);
    expect(await attempts.allow('waits', limit)).toBe(true);
  });

  test('that were no guesses can be given back, and then made again', async () => {
    const attempts = anAttempts(aClock('2026-01-09T09:00:00Z'));
    for (let count = 0; count < 9; count += 1) {
      expect(await attempts.allow('right', limit)).toBe(true);
      await attempts.giveBack('right', limit);
    }
    for (let count = 0; count < 3; count += 1) expect(await attempts.allow('right', limit)).toBe(true);
    expect(await attempts.allow('right', limit)).toBe(false);
  });
});
