import { makeMoveGoLive } from '../../../domain/go-live/keep-go-live';
import {
  type GoLiveMove,
  type GoLiveRecord,
  goLiveMoves,
  goLiveStates,
  moveGoLive,
} from '../../../domain/publishing/go-live/go-live-record';
import { goLiveItems } from '../../../domain/publishing/go-live/items';
import { missingForProduction } from '../../../domain/publishing/go-live/missing-for-production';
import { goLiveEntries as right } from '../../go-live-entries';
import { type ABrowser, aDeveloper, errorsIn } from './a-browser';
import { markupFaults } from './a-page-check';
import { aPortal } from './a-portal';
import { idIn, joinTeam } from './a-team';

/** A team of two administrators that has begun the record of an API, and somebody who only looks on. */
async function aRecord() {
  const portal = aPortal({ settings: { production: true } });
  const ada = await aDeveloper(portal, 'ada@example.nhs.uk');
  const [bob, eve] = [await aDeveloper(portal, 'bob@example.nhs.uk'), await aDeveloper(portal, 'eve@example.nhs.uk')];
  const team = idIn((await ada.submit('/teams/new', '/teams', { name: 'Publishers' })).headers.get('location'));
  await joinTeam(portal, ada, team, bob, 'bob@example.nhs.uk', 'administrator');
  await joinTeam(portal, ada, team, eve, 'eve@example.nhs.uk', 'viewer');
  const begun = await ada.submit('/go-live/new', '/go-live', { team, api: 'wards' });
  const page = `/go-live/${team}/wards`;
  expect(begun.headers.get('location')).toBe(page);
  const record = () => portal.goLives.find(`${team} wards`);
  const save = async (who: ABrowser, fields: Record<string, string>, seen?: number) =>
    who.submit(page, page, { seen: String(seen ?? (await record())?.revision), ...fields });
  const move = (who: ABrowser, what: string, reason = '') => who.submit(page, `${page}/moves`, { move: what, reason });
  return { portal, ada, bob, eve, team, page, record, save, move };
}

test('a record is filled in, submitted by one and confirmed by another, and a change afterwards is confirmed anew', async () => {
  const { ada, bob, page, record, save, move } = await aRecord();
  const open = (await move(ada, 'team submits')).html;
  expect(errorsIn(open)).toHaveLength(goLiveItems.length);
  for (const { field } of errorsIn(open)) expect((await ada.open(page)).html).toContain(`id="${field}"`);
  expect((await save(ada, right)).headers.get('location')).toBe(`${page}?done=saved`);
  await move(ada, 'team submits');
  expect((await record())?.state).toBe('submitted');
  expect((await ada.open(page)).html).not.toContain('value="second confirms"');
  expect((await move(ada, 'second confirms')).status).toBe(400);
  await move(bob, 'second returns', 'Which runbook?');
  expect((await ada.open(page)).html).toContain('Which runbook?');
  await move(ada, 'team submits');
  await move(bob, 'second confirms');
  expect((await record())?.state).toBe('confirmed');
  await save(bob, { ...right, runbook: 'https://example.nhs.uk/new' });
  expect((await record())?.state).toBe('draft');
  for (const path of [page, '/go-live', '/go-live/new'])
    expect(await markupFaults((await bob.open(path)).html)).toEqual([]);
});

test('what is wrong is told at its field, and what is right beside it is kept', async () => {
  const { ada, record, save } = await aRecord();
  const wrong = { contact: 'somebody', runbook: 'http://example.nhs.uk', 'legal-basis': 'For 943 476 5919' };
  const date = {
    'penetration-test-on[day]': '31',
    'penetration-test-on[month]': '2',
    'penetration-test-on[year]': '2026',
  };
  const { html, status } = await save(ada, { ...right, ...wrong, ...date });
  expect([status, errorsIn(html).map(({ field }) => field)]).toEqual([
    400,
    ['legal-basis', 'contact', 'runbook', 'penetration-test-on-day'],
  ]);
  expect((await record())?.entries).toHaveLength(goLiveItems.length - 4);
  expect(await markupFaults(html)).toEqual([]);
});

test('a stale page is told so and writes over nothing, and a submitted record is not changed', async () => {
  const { ada, bob, record, save, move } = await aRecord();
  const seen = (await record())?.revision ?? 0;
  await save(ada, right);
  expect((await save(bob, { organisation: 'Other' }, seen)).status).toBe(409);
  expect((await record())?.entries).toHaveLength(goLiveItems.length);
  await move(ada, 'team submits');
  expect((await save(bob, { organisation: 'Other' })).status).toBe(409);
  expect((await record())?.state).toBe('submitted');
});

test('others find no record, and who only looks on changes none', async () => {
  const { portal, eve, page } = await aRecord();
  const grace = await aDeveloper(portal, 'grace@example.nhs.uk');
  expect((await grace.open(page)).status).toBe(404);
  const { html, status } = await eve.open(page);
  expect([status, html.includes('name="seen"'), html.includes('name="move"')]).toEqual([200, false, false]);
});

const states = goLiveStates.flatMap((state) =>
  (Object.keys(goLiveMoves) as GoLiveMove[]).map((move) => [state, move] as const),
);

test.each(states)('%s: "%s" leads where the table says, or nowhere', (state, move) => {
  const record: GoLiveRecord = { id: 't a', revision: 1, team: 't', api: 'a', state, entries: [], history: [] };
  const moved = moveGoLive(record, { move, by: 'ada', at: '2026-01-05T09:00:00.000Z' });
  expect(moved?.state).toBe(goLiveMoves[move][state]);
});

test('of a hundred who confirm and return at once one is heard, and no step is lost', async () => {
  const { portal, ada, team, record, save, move } = await aRecord();
  await save(ada, right);
  await move(ada, 'team submits');
  const before = (await record())?.history.length ?? 0;
  const [, bob = ''] = ((await portal.teams.find(team))?.members ?? []).map(({ account }) => account);
  const decide = makeMoveGoLive(portal);
  const tries = Array.from({ length: 100 }, (_, at) =>
    decide({ account: bob, team, api: 'wards', move: at % 2 ? 'second confirms' : 'second returns' }),
  );
  const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome);
  expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
  expect((await record())?.history).toHaveLength(before + 1);
});

test('a test of more than a year ago, and an open finding, keep an API from going live', async () => {
  const { ada, record, save } = await aRecord();
  await save(ada, { ...right, 'findings-open': 'yes' });
  const found = await record();
  const publisher = { organisation: 'Example Trust', thirdParty: true, dataController: 'Somebody else' };
  const missing = missingForProduction(found, publisher, new Date('2028-01-01T00:00:00Z')).join('\n');
  for (const text of [
    'was more than 12 months ago',
    'is answered yes',
    'publisher.dataController is "Somebody else"',
    'is draft',
  ])
    expect(missing).toContain(text);
});
