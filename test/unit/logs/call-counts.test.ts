import {
  type AccessCounts,
  type ApiCounts,
  accessCountsId,
  apiCountsId,
} from '../../../domain/logs/counting/call-counts';
import { makeCountCallsOfApis } from '../../../domain/logs/counting/count-calls-of-apis';
import type { RegistryEntry } from '../../../domain/publishing/registry-entry';
import { aRegistryEntry } from '../../builders';
import { MemoryLogObjects } from '../../memory/memory-log-objects';
import { MemoryRevisedRows } from '../../memory/memory-revised-rows';
import { anAccessRecord } from '../anonymisation/an-access-record';

const application = '7f5c0c1e-4a8e-4b9a-9f5e-0a4d3c2b1a00';
const at = (time: string) => Date.parse(`2026-01-31T${time}Z`);
const keyOf = (hour: string, name = 'a') => `api=hello-world/year=2026/month=01/day=31/hour=${hour}/${name}.gz`;
const entry = aRegistryEntry({
  api: 'hello-world',
  operations: [
    { id: 'getPatient', method: 'GET', path: '/Patient/{id}', access: ['app-level3'] },
    { id: 'search', method: 'GET', path: '/Patient', access: ['app-level3'] },
  ],
});

/** A counter over these records, by key, and what it has counted. */
function aCounter(
  objects: Record<string, object[]>,
  { production = false, entries = [entry] }: { production?: boolean; entries?: RegistryEntry[] } = {},
) {
  const [apis, accesses] = [new MemoryRevisedRows<ApiCounts>(), new MemoryRevisedRows<AccessCounts>()];
  const lines = Object.entries(objects).map(([key, records]) => [key, records.map((one) => JSON.stringify(one))]);
  const source = new MemoryLogObjects(Object.fromEntries(lines));
  const run = (now: string) =>
    makeCountCallsOfApis({
      ...{ registry: { list: async () => entries }, source, apis, accesses, production },
      clock: { now: () => new Date(now) },
    })();
  return {
    ...{ run, apis, accesses, source },
    api: () => apis.find(apiCountsId('hello-world')),
    access: () => accesses.find(accessCountsId(application, 'hello-world')),
  };
}

const calls = [
  anAccessRecord({ time: at('10:00:00') }),
  anAccessRecord({ time: at('10:00:01'), status: 404 }),
  anAccessRecord({ time: at('10:05:00'), route: '/Patient', status: 429, errorType: 'THROTTLED' }),
  anAccessRecord({ time: at('10:05:02'), route: '/Patient', status: 503 }),
  anAccessRecord({ time: at('10:05:06'), route: '/Patient' }),
  anAccessRecord({ time: at('10:06:00'), route: '/gone' }),
];

test('an hour that is over is counted by operation and status, minute and retry', async () => {
  const counter = aCounter({ [keyOf('10')]: calls });
  await counter.run('2026-01-31T11:09:00Z');
  expect(await counter.access()).toBeUndefined();
  expect(await counter.run('2026-01-31T11:10:00Z')).toMatchObject({ failed: [] });
  const { weeks, through } = (await counter.access()) ?? {};
  expect(through).toBe('2026-01-31T10');
  expect(weeks).toEqual([
    {
      from: '2026-01-26',
      calls: [
        { operation: 'getPatient', status: 200, calls: 1 },
        { operation: 'getPatient', status: 404, calls: 1 },
        { operation: 'search', status: 429, calls: 1 },
        { operation: 'search', status: 503, calls: 1 },
        { operation: 'search', status: 200, calls: 1 },
        { operation: 'other', status: 200, calls: 1 },
      ],
      busiest: 3,
      retries: { asked: 2, retried: 2, hurried: 0, sooner: 0 },
    },
  ]);
  const day = { date: '2026-01-31', requests: 6, refused: 1, throttled: 1, failed: 1, busiest: 3 };
  expect((await counter.api())?.days).toEqual([{ ...day, latencies: [{ upTo: 50, calls: 6 }] }]);
});

test('who calls again within a second has hurried, and who waits for less each time too', async () => {
  const refusals = ['10:00:00.000', '10:00:00.200', '10:00:05.200', '10:00:07.200', '10:30:00.000'];
  const records = refusals.map((time) => anAccessRecord({ time: at(time), status: 503 }));
  const counter = aCounter({ [keyOf('10')]: records });
  await counter.run('2026-01-31T12:00:00Z');
  expect((await counter.access())?.weeks[0]?.retries).toEqual({ asked: 5, retried: 3, hurried: 1, sooner: 1 });
});

test('no hour and no record is counted twice, whenever a run is cut off', async () => {
  const records = [...calls, calls[0] ?? {}];
  const counter = aCounter({
    [keyOf('10')]: records.slice(0, 3),
    [keyOf('10', 'b')]: records.slice(3),
    [keyOf('11')]: calls.map((one) => ({ ...one, requestId: crypto.randomUUID() })),
  });
  const save = counter.apis.save.bind(counter.apis);
  const cut = jest.spyOn(counter.apis, 'save').mockImplementation((row) => {
    if (row.days.length > 0) throw new Error('cut off');
    return save(row);
  });
  expect(await counter.run('2026-01-31T11:30:00Z')).toEqual({ hours: 23, failed: ['hello-world'] });
  cut.mockRestore();
  for (const now of ['11:31', '11:32', '13:00', '13:01']) await counter.run(`2026-01-31T${now}:00Z`);
  const total = (await counter.access())?.weeks[0]?.calls.reduce((sum, one) => sum + one.calls, 0);
  expect([total, (await counter.api())?.days[0]?.requests]).toEqual([12, 12]);
});

test('a fault in one API leaves the others counted', async () => {
  const other = aRegistryEntry({ api: 'another' });
  const counter = aCounter({ [keyOf('10')]: calls }, { entries: [other, entry] });
  const list = counter.source.list.bind(counter.source);
  jest.spyOn(counter.source, 'list').mockImplementation((prefix) => {
    if (prefix.startsWith('api=another/')) throw new Error('no answer');
    return list(prefix);
  });
  expect((await counter.run('2026-01-31T11:30:00Z')).failed).toEqual(['another']);
  expect((await counter.api())?.days).toHaveLength(1);
});

test('in production it is counted how an API is called, and of no application', async () => {
  const counter = aCounter({ [keyOf('10')]: calls }, { production: true });
  await counter.run('2026-01-31T12:00:00Z');
  expect([(await counter.api())?.days[0]?.requests, await counter.access()]).toEqual([6, undefined]);
});

test.each([['an API that keeps its records for less long than counts are kept', { logRetentionHours: 1000 }]])(
  '%s is not counted',
  async (_, over) => {
    const counter = aCounter({ [keyOf('10')]: calls }, { entries: [{ ...entry, ...over }] });
    expect(await counter.run('2026-01-31T12:00:00Z')).toEqual({ hours: 0, failed: [] });
  },
);

test('who takes a name over counts anew, and learns nothing of the calls before', async () => {
  const counter = aCounter({ [keyOf('10')]: calls });
  await counter.run('2026-01-31T11:30:00Z');
  const taken = { ...entry, publisher: { ...entry.publisher, organisation: 'Another' } };
  const next = makeCountCallsOfApis({
    ...{ registry: { list: async () => [taken] }, source: new MemoryLogObjects(), production: false },
    ...{ apis: counter.apis, accesses: counter.accesses, clock: { now: () => new Date('2026-01-31T12:30:00Z') } },
  });
  await next();
  expect(await counter.api()).toMatchObject({ publisher: 'Another', days: [] });
});

test('what is older than twelve weeks is left out of a row with its next hour', async () => {
  const later = anAccessRecord({ time: Date.parse('2026-05-01T10:00:00Z') });
  const counter = aCounter({ [keyOf('10')]: calls, 'api=hello-world/year=2026/month=05/day=01/hour=10/a.gz': [later] });
  await counter.run('2026-01-31T12:00:00Z');
  await counter.run('2026-05-01T12:00:00Z');
  expect((await counter.access())?.weeks.map(({ from }) => from)).toEqual(['2026-04-27']);
  expect((await counter.api())?.days.map(({ date }) => date)).toEqual(['2026-05-01']);
});

test('an application of many operations fills no row beyond what an item holds', async () => {
  const operations = Array.from({ length: 5000 }, (_, at) => ({
    ...{
      id: `${'x'.repeat(195)}${at}`,
      method: 'GET' as const,
      path: `/p${String.fromCharCode(97 + (at % 26))}/${Math.floor(at / 26)}`,
      access: ['app-level3' as const],
    },
  }));
  const records = operations.map(({ path: route }) => anAccessRecord({ time: at('10:00:00'), route }));
  const counter = aCounter({ [keyOf('10')]: records }, { entries: [{ ...entry, operations }] });
  await counter.run('2026-01-31T12:00:00Z');
  const [week] = (await counter.access())?.weeks ?? [];
  expect(JSON.stringify(week).length * 12).toBeLessThan(400_000);
  expect(week?.calls.reduce((sum, one) => sum + one.calls, 0)).toBe(5000);
});
