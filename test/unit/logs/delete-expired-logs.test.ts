import { makeDeleteExpiredLogs } from '../../../domain/logs/expiry/delete-expired-logs';
import { expiredObjects } from '../../../domain/logs/expiry/expired-objects';
import { type LogObjects, together } from '../../../domain/logs/log-objects';
import type { RegistryEntry } from '../../../domain/publishing/registry-entry';
import { MemoryLogObjects } from '../../memory/memory-log-objects';

const key = (api: string, at: string) => {
  const [year, month, day, hour] = at.split('-');
  return `api=${api}/year=${year}/month=${month}/day=${day}/hour=${hour}/x.gz`;
};

const entry = (api: string, logRetentionHours: number) => ({ api, logRetentionHours }) as RegistryEntry;

const named = (keys: readonly string[], options = {}) =>
  new MemoryLogObjects(Object.fromEntries(keys.map((one) => [one, []])), options);

async function sweep(objects: Pick<LogObjects, 'list' | 'remove'>, at: string, ...entries: RegistryEntry[]) {
  const deleteExpired = makeDeleteExpiredLogs({
    registry: { list: async () => entries },
    objects,
    clock: { now: () => new Date(at) },
  });
  return deleteExpired();
}

const all = (objects: LogObjects) => together(objects.list(''));

describe('the sweep of logs that an API keeps for less than 90 days', () => {
  test.each([
    ['2026-11-04T09:59:59Z', 0],
    ['2026-11-04T10:00:00Z', 1],
    ['2026-11-04T10:59:00Z', 1],
  ])('at %s an object of 1 November 10:00 kept for 72 hours is deleted %i times', (now, count) => {
    const keys = [key('a', '2026-11-01-10')];
    expect(expiredObjects({ keys, logRetentionHours: 72, now: new Date(now) })).toHaveLength(count);
  });

  test('a key without a partition stays', () => {
    expect(expiredObjects({ keys: ['api=a/other'], logRetentionHours: 1, now: new Date('2030-01-01') })).toEqual([]);
  });

  test('deletes what the functions behind the API printed, as early as its access records', async () => {
    const printed = key('growth-charts', '2026-11-01-10').replace('api=', 'functions=');
    const objects = named([printed, printed.replace('growth-charts', 'other')]);
    expect((await sweep(objects, '2026-11-05T10:30:00Z', entry('growth-charts', 72))).deleted).toBe(1);
    expect(await all(objects)).toEqual([expect.stringContaining('functions=other/')]);
  });

  test('deletes over all pages of the API and nothing of any other', async () => {
    const old = Array.from({ length: 25 }, (_, hour) =>
      key('growth-charts', `2026-11-${hour < 9 ? '0' : ''}${hour + 1}-10`),
    );
    const kept = [
      key('growth-charts', '2026-12-24-10'),
      key('growth-charts-2', '2026-11-01-10'),
      key('gone', '2026-11-01-10'),
    ];
    const objects = named([...old, ...kept], { pageSize: 10 });
    const summary = await sweep(
      objects,
      '2026-12-25T10:30:00Z',
      entry('growth-charts', 72),
      entry('growth-charts-2', 2160),
    );
    expect(summary).toEqual({ apis: 1, deleted: 25, failed: [] });
    expect((await all(objects)).sort()).toEqual([...kept].sort());
  });

  test('deletes probes, which may be of any API, as early as the API that keeps its records for the shortest', async () => {
    const objects = named([key('_monitoring', '2026-11-01-10'), key('_monitoring', '2026-11-04-10')]);
    const summary = await sweep(objects, '2026-11-05T10:30:00Z', entry('a', 72), entry('b', 100), entry('c', 2160));
    expect(summary).toEqual({ apis: 2, deleted: 1, failed: [] });
    expect(await all(objects)).toEqual([key('_monitoring', '2026-11-04-10')]);
  });

  test('an API that cannot be swept is named and does not stop the others', async () => {
    const objects = named([key('a', '2026-11-01-10'), key('b', '2026-11-01-10')]);
    const failing: Pick<LogObjects, 'list' | 'remove'> = {
      list: (prefix) => objects.list(prefix),
      remove: async (keys) => {
        if (keys.some((one) => one.startsWith('api=a/'))) throw new Error('refused');
        await objects.remove(keys);
      },
    };
    const summary = await sweep(failing, '2026-12-25T10:30:00Z', entry('a', 72), entry('b', 72));
    expect(summary).toEqual({ apis: 2, deleted: 1, failed: ['a'] });
  });
});
