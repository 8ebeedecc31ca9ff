import { isStatus, type LogSearch, partitionsOf } from '../../../domain/logs/search/log-filter';
import { makeSearchLogs } from '../../../domain/logs/search/search-logs';
import { MemoryLogObjects } from '../../memory/memory-log-objects';

const at = (time: string) => new Date(`2026-01-05T${time}Z`);
const key = (api: string, hour: string, name: string) => `api=${api}/year=2026/month=01/day=05/hour=${hour}/${name}.gz`;
const line = (time: string, fields: object = {}) =>
  JSON.stringify({ record: 'access', api: 'one', status: 200, time: at(time).getTime(), ...fields });

class CountingObjects extends MemoryLogObjects {
  readonly asked: string[] = [];
  override list(prefix: string) {
    this.asked.push(prefix);
    return super.list(prefix);
  }
}

const archive = () =>
  new CountingObjects({
    [key('one', '08', 'a')]: [line('08:30:00', { requestId: 'r-1' })],
    [key('one', '09', 'b')]: [
      line('09:40:00', { requestId: 'r-4', status: 503 }),
      line('09:10:00', { requestId: 'r-2' }),
    ],
    [key('two', '09', 'c')]: [line('09:20:00', { api: 'two', requestId: 'r-3', application: 'app-1', status: 404 })],
    // It came at the gateway before ten and at the stream after.
    [key('one', '10', 'd')]: [
      line('09:59:59', { requestId: 'r-5' }),
      'no record',
      line('10:30:00', { requestId: 'r-6' }),
    ],
  });

const nine: LogSearch = { since: at('09:00:00'), until: at('10:00:00') };

async function found(search: LogSearch, of = archive(), reading = {}) {
  const ids: unknown[] = [];
  for await (const batch of makeSearchLogs({ objects: of })(search, reading))
    ids.push(...batch.map((one) => one.requestId));
  return ids;
}

test('records of all APIs come in the order of their time, those that arrived late too, and no others', async () => {
  expect(await found(nine)).toEqual(['r-2', 'r-3', 'r-4', 'r-5']);
});

test('only the hours asked for are listed, of the API asked for', async () => {
  const asked = archive();
  expect(await found({ ...nine, api: 'one' }, asked)).toEqual(['r-2', 'r-4', 'r-5']);
  const day = 'api=one/year=2026/month=01/day=05';
  expect(asked.asked).toEqual([`${day}/hour=09/`, `${day}/hour=10/`]);
});

test.each<[string, Partial<LogSearch>, string[]]>([
  ['application', { application: 'app-1' }, ['r-3']],
  ['status', { status: '404' }, ['r-3']],
  ['class of status', { status: '5xx' }, ['r-4']],
  ['request id', { requestId: 'r-2' }, ['r-2']],
  ['all of them', { status: '2xx', application: 'app-1' }, []],
])('records are found by %s', async (_by, filter, ids) => {
  expect(await found({ ...nine, ...filter })).toEqual(ids);
});

test('the newest hour comes first where that is asked, and an object that was seen is not read again', async () => {
  const seen = new Set<string>();
  expect(await found(nine, archive(), { newestFirst: true, seen })).toEqual(['r-5', 'r-2', 'r-3', 'r-4']);
  expect(await found(nine, archive(), { seen })).toEqual([]);
});

test('more than a day is listed by the day, and only the hours asked for are read', async () => {
  const week = { since: new Date('2026-01-01T09:00:00Z'), until: at('09:15:00') };
  expect(partitionsOf(week)).toHaveLength(5);
  expect(partitionsOf(week).at(-1)).toBe('year=2026/month=01/day=05/');
  const seen = new Set<string>();
  expect(await found(week, archive(), { seen })).toEqual(['r-1', 'r-2']);
  expect([...seen].some((one) => one.includes('hour=10'))).toBe(false);
});

test('what functions logged is found apart from access records, by its own time', async () => {
  const logged = (time: string) =>
    JSON.stringify({ record: 'function', timestamp: at(time).getTime(), requestId: time });
  const functions = new CountingObjects({
    [key('one', '09', 'a')]: [line('09:30:00', { requestId: 'access' })],
    [key('one', '09', 'b').replace('api=', 'functions=')]: [logged('09:20:00'), logged('08:59:59'), logged('09:10:00')],
  });
  expect(await found(nine, functions, { prefix: 'functions=' })).toEqual(['09:10:00', '09:20:00']);
});

test('a status is three digits or a class', () => {
  expect(['404', '5xx', '200'].every(isStatus)).toBe(true);
  expect(['', '40', '4x', 'xx', '999', '5XX', '404 '].some(isStatus)).toBe(false);
});
