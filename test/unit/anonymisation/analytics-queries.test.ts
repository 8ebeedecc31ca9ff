import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { anonymousParquet } from '../../../adapters/node/anonymous-parquet';
import type { AnonymousRow } from '../../../domain/logs/anonymisation/anonymous-row';
import { analyticsQueries } from '../../../domain/logs/anonymisation/queries/analytics-queries';
import { type Answer, askDuckDb } from '../../../scripts/analytics/ask-duckdb';
import { printAnalytics } from '../../../scripts/analytics/print-analytics';
import { analyticsOf, month } from './a-month';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dip-analytics-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (file: string, rows: readonly AnonymousRow[]) => {
  const path = join(folder, `${file}.parquet`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, anonymousParquet(rows));
};
const ask = (name: string, { api, since = '2000-01-01' }: { api?: string; since?: string } = {}): Promise<Answer> => {
  const query = analyticsQueries.find((one) => one.name === name);
  if (!query) throw new Error(`no query ${name}`);
  return askDuckDb({ query, folder, api, since });
};
const aRow = (over: Partial<AnonymousRow>): AnonymousRow => ({ kind: 'request', requests: 10, ...over });

test('traffic is by API and day, rounded, and of consumers only', async () => {
  put('api=one/date=2026-01-31/a', [aRow({ requests: 7 }), { kind: 'health', requests: 500 }]);
  put('api=one/date=2026-01-31/b', [aRow({ operation: 'GET /a', requests: 11 })]);
  put('api=two/date=2026-01-31/a', [aRow({ requests: 9 })]);
  put('api=two/date=2026-02-01/a', [aRow({ requests: 13 })]);
  expect(await ask('traffic')).toEqual([
    { api: 'one', date: '2026-01-31', requests: 20 },
    { api: 'two', date: '2026-02-01', requests: 15 },
  ]);
  expect(await ask('traffic', { api: 'one' })).toHaveLength(1);
  expect(await ask('traffic', { since: '2026-02-01' })).toHaveLength(1);
});

test('an error rate is a share of what is shown; few errors are not, and none are none', async () => {
  put('api=one/date=2026-01-31/a', [
    aRow({ statusClass: '2xx', requests: 78 }),
    aRow({ statusClass: '4xx', requests: 9 }),
    aRow({ statusClass: '5xx', requests: 12 }),
    aRow({ requests: 1000 }),
  ]);
  put('api=one/date=2026-02-01/a', [aRow({ statusClass: '2xx', requests: 50 })]);
  expect(await ask('error-rate')).toEqual([
    { api: 'one', date: '2026-01-31', requests: 100, refused_percent: null, failed_percent: 10 },
    { api: 'one', date: '2026-02-01', requests: 50, refused_percent: 0, failed_percent: 0 },
  ]);
});

test('percentiles are upper bounds of buckets', async () => {
  put('api=one/date=2026-01-31/a', [
    aRow({ latencyUpTo: 25, requests: 50 }),
    aRow({ latencyUpTo: 100, requests: 44 }),
    aRow({ latencyUpTo: 1000, requests: 106 }),
  ]);
  put('api=one/date=2026-02-01/a', [aRow({ latencyUpTo: 30_000, requests: 9 })]);
  expect(await ask('latency')).toEqual([{ api: 'one', requests: 200, p50_ms: 1000, p95_ms: 1000, p99_ms: 1000 }]);
});

test('adoption is by week, from its Monday', async () => {
  put('api=one/date=2026-01-05/a', [aRow({ organisationType: 'pharmacy' })]);
  put('api=one/date=2026-01-11/a', [aRow({ organisationType: 'pharmacy', requests: 30 }), aRow({})]);
  put('api=one/date=2026-01-12/a', [aRow({ organisationType: 'gp-practice' })]);
  expect(await ask('adoption')).toEqual([
    { api: 'one', week: '2026-01-05', organisation_type: 'pharmacy', requests: 40 },
    { api: 'one', week: '2026-01-12', organisation_type: 'gp-practice', requests: 10 },
  ]);
});

test('operations that are called too rarely stand together, or not at all', async () => {
  put('api=one/date=2026-01-31/a', [
    aRow({ operation: 'GET /a', requests: 33 }),
    aRow({ operation: 'GET /b', requests: 6 }),
    aRow({ operation: 'GET /c', requests: 6 }),
  ]);
  put('api=two/date=2026-01-31/a', [
    aRow({ operation: 'GET /b', requests: 6 }),
    aRow({ operation: 'GET /a', requests: 12 }),
  ]);
  expect(await ask('top-operations')).toEqual([
    { api: 'one', operation: 'GET /a', requests: 35 },
    { api: 'one', operation: 'other', requests: 10 },
    { api: 'two', operation: 'GET /a', requests: 10 },
  ]);
});

test('of a folder without files there is nothing to tell', async () => {
  expect(await ask('traffic')).toEqual([]);
});

test('dip analytics answers every question, as a table or as JSON', async () => {
  put('api=one/date=2026-01-31/a', [aRow({ operation: 'GET /a', requests: 33 })]);
  const lines: string[] = [];
  const request = { folder, api: undefined, since: '2026-01-02', print: (line: string) => lines.push(line) };
  await printAnalytics({ ...request, query: undefined, json: false });
  expect(lines.join('\n')).toContain('  one  GET /a     35');
  expect(lines.filter((line) => /^[a-z-]+: /.test(line))).toHaveLength(analyticsQueries.length);
  lines.length = 0;
  await printAnalytics({ ...request, query: 'traffic', json: true });
  expect(JSON.parse(lines.join('\n'))).toEqual([{ api: 'one', date: '2026-01-31', requests: 35 }]);
});

describe('of a month with few requests in places', () => {
  const { objects } = month(20_261_122);
  const firstDays = Object.fromEntries(Object.entries(objects).filter(([key]) => /\/day=0[1-3]\//.test(key)));
  const truth = new Map<string, number>();
  for (const [key, lines] of Object.entries(objects)) {
    const [, api, year, mm, day] = /^api=(\w+)\/year=(\d+)\/month=(\d+)\/day=(\d+)/.exec(key) ?? [];
    const date = `${year}-${mm}-${day}`;
    if (api === 'quiet') truth.set(date, (truth.get(date) ?? 0) + lines.length);
  }

  test('no figure is below the smallest group or more exact than it may be', async () => {
    for (const [file, rows] of (await analyticsOf(firstDays)).files) put(file, rows);
    for (const { name } of analyticsQueries) {
      const answer = await ask(name);
      expect(answer.length).toBeGreaterThan(0);
      for (const { requests } of answer) {
        expect(requests).toBeGreaterThanOrEqual(10);
        expect(Number(requests) % 5).toBe(0);
      }
    }
  });

  test('to ask from one day on, and then from the next, does not tell how few there were on the day', async () => {
    const few = [...truth].map(([date, count]) => ({ date, count: Math.ceil(count / 10) }));
    for (const { date, count } of few) put(`api=rare/date=${date}/a`, [aRow({ requests: count })]);
    const totals = await Promise.all(
      few.map(async ({ date }) =>
        Number((await ask('top-operations', { api: 'rare', since: date }))[0]?.requests ?? 0),
      ),
    );
    const guesses = few.slice(0, -1).map(({ count }, day) => (totals[day] ?? 0) - (totals[day + 1] ?? 0) === count);
    // Chance: to name, every day, the count that is the most frequent.
    const frequency = few.map(({ count }) => few.filter((one) => one.count === count).length);
    expect(guesses.filter(Boolean).length).toBeLessThanOrEqual(Math.max(...frequency));
  });
});
