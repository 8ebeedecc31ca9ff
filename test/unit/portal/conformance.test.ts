import { accessCountsId, apiCountsId } from '../../../domain/logs/counting/call-counts';
import { aRegistryEntry } from '../../builders';
import { aDeveloper, anApplicationOf, errorsIn } from './a-browser';
import { aPortal } from './a-portal';
import { idIn } from './a-team';

const api = 'hello-world';
const operations = [
  { id: 'getPatient', method: 'GET' as const, path: '/Patient/{id}', access: ['app-level3' as const] },
  { id: 'search', method: 'GET' as const, path: '/Patient', access: ['app-level3' as const] },
  { id: 'open', method: 'GET' as const, path: '/open', access: [] },
];

/** A publisher's team, an application of another that is subscribed, and what is counted of its calls. */
async function aSubscriber({ production = false, over = {} } = {}) {
  const portal = aPortal({ settings: { production } });
  const ada = await aDeveloper(portal, 'ada@example.nhs.uk');
  const team = idIn((await ada.submit('/teams/new', '/teams', { name: 'Publishers' })).headers.get('location'));
  const publisher = { organisation: 'A publisher', thirdParty: false, team };
  await portal.registry.save(
    aRegistryEntry({ usagePlanId: 'plan-1', publisher, subscriptions: 'on-approval', operations, ...over }),
    undefined,
  );
  const grace = await aDeveloper(portal, 'grace@example.nhs.uk');
  const application = await anApplicationOf(grace);
  const own = `/applications/${application}`;
  await grace.submit(own, `${own}/subscriptions`, { api, purpose: 'Ward rounds' });
  const shared = { api, revision: 1, publisher: 'A publisher', through: '2026-03-01T10', expiresAt: 9e9 };
  const counted = async (week: object = {}) => {
    await portal.apiCounts.save({ id: apiCountsId(api), ...shared, days: [] });
    const from = mondayBefore(portal.clock.now());
    const retries = { asked: 0, retried: 0, hurried: 0, sooner: 0 };
    const weeks = [{ from, calls: [], busiest: 0, retries, ...week }];
    await portal.accessCounts.save({ id: accessCountsId(application, api), ...shared, application, weeks });
  };
  return {
    portal,
    ada,
    grace,
    own,
    page: `${own}/subscriptions/${api}/conformance`,
    seen: `/producer/${api}${own}`,
    counted,
  };
}

function mondayBefore(now: Date): string {
  const days = (now.getUTCDay() + 6) % 7;
  return new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}

const outcomes = (html: string) =>
  [...html.matchAll(/<dt><strong>([^<]*)<\/strong>\s*(?:<strong[^>]*>)?\s*(Met|Not met|Unknown)/g)].map(
    ([, title, outcome]) => [title, outcome],
  );

const waited = { asked: 2, retried: 2, hurried: 0, sooner: 0 };
const right = {
  calls: [
    { operation: 'getPatient', status: 200, calls: 7 },
    { operation: 'getPatient', status: 403, calls: 1 },
    { operation: 'search', status: 200, calls: 2 },
    { operation: 'search', status: 404, calls: 1 },
    { operation: 'search', status: 429, calls: 2 },
  ],
  busiest: 5,
  retries: waited,
};

test('the application’s team and the publisher read the same evidence, with the rule for each line', async () => {
  const { ada, grace, page, seen, counted } = await aSubscriber();
  await counted(right);
  for (const html of [(await grace.open(page)).html, (await ada.open(seen)).html]) {
    expect(outcomes(html)).toEqual([
      ['Operations called', 'Met'],
      ['Errors met', 'Met'],
      ['Waiting after a refusal', 'Met'],
      ['Load', 'Met'],
    ]);
    expect(html).toContain('GET /Patient/{id}');
    expect(html).toContain('200: 7');
    expect(html).toContain('through 2026-03-01, 10:59 UTC');
    expect(html).toContain('waits for a second or more');
  }
});

test('what the application needs and does not call is not met, what it does not need is not asked', async () => {
  const { ada, grace, page, seen, counted } = await aSubscriber();
  await counted({ ...right, calls: right.calls.slice(0, 2), busiest: 301, retries: { ...waited, hurried: 1 } });
  expect(outcomes((await ada.open(seen)).html)).toEqual([
    ['Operations called', 'Not met'],
    ['Errors met', 'Not met'],
    ['Waiting after a refusal', 'Not met'],
    ['Load', 'Not met'],
  ]);
  const saved = await grace.submit(page, page, { 'operation-0': 'getPatient' });
  expect(saved.headers.get('location')).toBe(`${page}?done=stated`);
  const { html } = await ada.open(seen);
  expect(outcomes(html)[0]).toEqual(['Operations called', 'Met']);
  expect(html).toContain('Said which operations it needs');
  expect(html).not.toContain('GET /Patient<');
  const wrong = await grace.submit(page, page, { 'operation-0': 'getPatient', 'operation-1': 'dropTables' });
  expect(errorsIn(wrong.html)).toEqual([{ field: 'operation-0', text: expect.any(String) }]);
});

test.each([
  ['in production', { production: true }, 'not counted in production'],
  ['of an anonymous API', { over: { anonymous: true } }, 'do not say who called'],
  ['of an API that keeps no records', { over: { logRetentionHours: 24 } }, 'too short a time'],
  ['before the first hour', {}, 'No hour has been counted yet'],
])('%s it is unknown, and said to be', async (_, options, why) => {
  const { ada, grace, page, seen } = await aSubscriber(options);
  for (const html of [(await grace.open(page)).html, (await ada.open(seen)).html]) {
    expect(html).toContain(why);
    expect(outcomes(html)).toEqual([]);
  }
});

test('nobody else reads it, and nobody learns that there is an application', async () => {
  const { portal, ada, page, counted } = await aSubscriber();
  await counted(right);
  const mallory = await aDeveloper(portal, 'mallory@example.nhs.uk');
  for (const who of [ada, mallory]) expect((await who.open(page)).status).toBe(404);
});
