import type { ApiCounts } from '../../../domain/logs/counting/call-counts';
import { apiCountsId } from '../../../domain/logs/counting/call-counts';
import { usageOf } from '../../../domain/logs/counting/usage-of-api';
import { aRegistryEntry } from '../../builders';
import { aDeveloper } from './a-browser';
import { markupFaults } from './a-page-check';
import { aPortal } from './a-portal';
import { idIn } from './a-team';

const now = new Date('2026-03-10T12:00:00Z');
const day = (date: string, over: object = {}) => ({
  ...{ date, requests: 103, refused: 11, throttled: 9, failed: 0, busiest: 12 },
  latencies: [
    { upTo: 50, calls: 90 },
    { upTo: 100, calls: 10 },
    { upTo: 250, calls: 3 },
  ],
  ...over,
});
const counts = (days: ApiCounts['days'], over: object = {}): ApiCounts => ({
  ...{ id: apiCountsId('hello-world'), revision: 1, api: 'hello-world', publisher: 'A publisher' },
  ...{ through: '2026-03-10T10', expiresAt: 9e9, days },
  ...over,
});

test('figures are rounded, and what is too small is neither shown nor in a sum', () => {
  const usage = usageOf(counts([day('2026-03-08'), day('2026-03-09', { requests: 7 })]), now);
  expect(usage.days).toEqual([
    { date: '2026-03-09', requests: 'few', refused: 10, throttled: 'few', failed: 0, busiest: 10 },
    { date: '2026-03-08', requests: 105, refused: 10, throttled: 'few', failed: 0, busiest: 10 },
  ]);
  expect(usage.total).toEqual({ requests: 105, refused: 20, throttled: 0, failed: 0 });
  expect(usage.latency).toEqual({ p50: 50, p95: 100, p99: 100 });
});

test('a day that is not over is not told of, as two looks would show the calls between them', () => {
  expect(usageOf(counts([day('2026-03-10')]), now)).toMatchObject({ days: [], latency: { p50: undefined } });
  expect(usageOf(counts([day('2026-02-01')]), now).days).toEqual([]);
});

/** An API of a team, and somebody of it. */
async function aPublisher(over: object = {}) {
  const portal = aPortal();
  const ada = await aDeveloper(portal, 'ada@example.nhs.uk');
  const team = idIn((await ada.submit('/teams/new', '/teams', { name: 'Publishers' })).headers.get('location'));
  const publisher = { organisation: 'A publisher', thirdParty: false, team };
  await portal.registry.save(aRegistryEntry({ publisher, ...over }), undefined);
  return { portal, ada };
}

test('the publisher’s team reads usage, limits and deployments, and nobody else does', async () => {
  const deployments = ['1.0.0', '1.1.0'].map((version) => ({ at: '2026-03-01T10:00:00Z', version }));
  const rateLimits = { application: { limit: 7, timeunit: 'second' as const } };
  const { portal, ada } = await aPublisher({ deployments, rateLimits });
  const page = '/producer/hello-world/usage';
  expect((await ada.open(page)).html).toContain('No hour has been counted yet');
  const yesterday = new Date(portal.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);
  await portal.apiCounts.save(counts([day(yesterday)]));
  const { html } = await ada.open(page);
  for (const text of ['105', 'fewer than 10', '7 in a second', '200 in a second', 'Version 1.1.0', 'at most 50 ms'])
    expect(html).toContain(text);
  expect(await markupFaults(html)).toEqual([]);
  const grace = await aDeveloper(portal, 'grace@example.nhs.uk');
  expect((await grace.open(page)).status).toBe(404);
});

test('whoever took a name over reads nothing of the calls before, and a short record is told as unknown', async () => {
  const { portal, ada } = await aPublisher();
  await portal.apiCounts.save(counts([day('2026-03-01')], { publisher: 'Another' }));
  expect((await ada.open('/producer/hello-world/usage')).html).toContain('No hour has been counted yet');
  const short = await aPublisher({ logRetentionHours: 24 });
  expect((await short.ada.open('/producer/hello-world/usage')).html).toContain('too short a time');
});
