import { DynamoEventLog } from '../../adapters/aws/dynamo-event-log';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { chained, type Event, type EventLog } from '../../domain/events/event';
import { MemoryEventLog } from '../memory/memory-event-log';
import { aDynamoTable } from './a-dynamo-table';
import { loseNextAnswer } from './lose-next-answer';

const table = 'events';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'team', sortKey: 'number' });
});
afterAll(() => dynamo.close());

const now = new Date('2026-01-05T09:00:00.000Z');
const anEvent = (team: string, previous?: Event): Event =>
  chained(
    { team, what: 'team.opened', object: { kind: 'team', id: team }, before: [], after: ['status active'] },
    { previous, by: { who: 'account a', session: 's' }, now, digest: sha256SecretHash.of },
  );

describe.each<[string, () => EventLog]>([
  ['memory', () => new MemoryEventLog()],
  ['DynamoDB', () => new DynamoEventLog(dynamo.dynamo, table)],
])('an event log on %s', (technology, aLog) => {
  const team = (name: string) => `${technology}-${name}`;

  test('gives back a team its own events, whole, the latest first, from any number on', async () => {
    const log = aLog();
    const first = anEvent(team('one'));
    const second = anEvent(team('one'), first);
    const third = anEvent(team('one'), second);
    for (const event of [first, second, third, anEvent(team('other'))]) expect(await log.append(event)).toBe(true);
    expect(await log.latest(team('one'), { most: 2 })).toEqual([third, second]);
    expect(await log.latest(team('one'), { below: 3, most: 5 })).toEqual([second, first]);
    expect(await log.latest(team('none'), { most: 5 })).toEqual([]);
  });

  test('never writes over an event', async () => {
    const log = aLog();
    const first = anEvent(team('kept'));
    await log.append(first);
    expect(await log.append({ ...first, who: 'account another', hash: 'other' })).toBe(false);
    expect(await log.latest(team('kept'), { most: 5 })).toEqual([first]);
  });
});

test('an event is appended once where DynamoDB’s answer is lost', async () => {
  const lossy = await aDynamoTable({ table, key: 'team', sortKey: 'number' });
  const tries = loseNextAnswer(lossy.dynamo);
  expect(await new DynamoEventLog(lossy.dynamo, table).append(anEvent('lost'))).toBe(true);
  expect(tries()).toBeGreaterThan(1);
  await lossy.close();
});
