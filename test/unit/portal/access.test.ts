import { randomUUID } from 'node:crypto';
import { makeDecideForPlatform } from '../../../domain/applications/decide-for-platform';
import { aRegistryEntry } from '../../builders';
import { aDeveloper, anApplicationOf, errorsIn } from './a-browser';
import { aPortal } from './a-portal';
import { idIn, joinTeam } from './a-team';

const api = 'hello-world';
const wards = 'Shows charts on ward rounds';

/** An API whose team has two people, and an application of another team. */
async function bothSides({
  production = false,
  subscriptions = 'on-approval' as const,
  mode = subscriptions as string,
} = {}) {
  const portal = aPortal({ settings: { production } });
  const [ada, bob] = [await aDeveloper(portal, 'ada@example.nhs.uk'), await aDeveloper(portal, 'bob@example.nhs.uk')];
  const team = idIn((await ada.submit('/teams/new', '/teams', { name: 'Publishers' })).headers.get('location'));
  await joinTeam(portal, ada, team, bob, 'bob@example.nhs.uk', 'member');
  const publisher = { organisation: 'A publisher', thirdParty: false, team };
  await portal.registry.save(
    aRegistryEntry({ usagePlanId: 'plan-1', publisher, subscriptions: mode as 'on-approval' }),
    undefined,
  );
  const grace = await aDeveloper(portal, 'grace@example.nhs.uk');
  const id = await anApplicationOf(grace);
  const own = `/applications/${id}`;
  const theirs = `/producer/${api}/applications/${id}`;
  const ask = (purpose = wards) => grace.submit(own, `${own}/subscriptions`, { api, purpose });
  const decide = (who: typeof ada, move: string, reason = '') =>
    who.submit(theirs, theirs, { move: `publisher ${move}`, reason });
  const status = async () => (await portal.applications.find(id))?.subscriptions[api]?.status;
  return { portal, ada, bob, grace, id, own, theirs, team, ask, decide, status };
}

test('a request has a purpose, which the publisher reads, and is mailed of without what was typed', async () => {
  const { portal, ada, grace, own, theirs, ask, status } = await bothSides();
  expect(errorsIn((await grace.submit(own, `${own}/subscriptions`, { api, purpose: '' })).html)).toEqual([
    { field: 'purpose', text: expect.stringContaining('what the application does') },
  ]);
  expect(await status()).toBeUndefined();
  expect((await ask()).headers.get('location')).toBe(`${own}?done=requested`);
  expect(await status()).toBe('pending');
  expect((await ada.open('/producer')).html).toContain('1 waits for a decision');
  const page = (await ada.open(theirs)).html;
  expect(page).toContain(wards);
  expect(page).toContain('Ward round team');
  expect(
    portal.mailer.sent
      .map(({ to }) => to)
      .slice(-2)
      .sort(),
  ).toEqual(['ada@example.nhs.uk', 'bob@example.nhs.uk']);
  expect(JSON.stringify(portal.mailer.sent.slice(-2))).not.toMatch(/ward|round/i);
});

test('what is approved holds, and both sides read how it came about', async () => {
  const { ada, grace, own, theirs, ask, decide, status, portal } = await bothSides();
  await ask();
  expect((await decide(ada, 'approves', 'As agreed')).headers.get('location')).toBe(`${theirs}?done=decided`);
  expect(await status()).toBe('approved');
  expect(portal.mailer.sent.at(-1)).toMatchObject({
    to: 'grace@example.nhs.uk',
    text: expect.stringContaining('approved'),
  });
  const consumer = (await grace.open(`${own}/subscriptions/${api}`)).html;
  expect(consumer).toMatch(/Approved[\s\S]*The publisher[\s\S]*As agreed[\s\S]*Asked for access[\s\S]*Ada Lovelace/);
});

test('what is returned says why, and is asked for once more', async () => {
  const { ada, grace, own, theirs, ask, decide, status } = await bothSides();
  await ask();
  expect(errorsIn((await decide(ada, 'returns')).html)).toEqual([{ field: 'reason', text: expect.any(String) }]);
  await decide(ada, 'returns', 'Which wards?');
  expect(await status()).toBe('returned');
  const page = `${own}/subscriptions/${api}`;
  expect((await grace.open(page)).html).toContain('Which wards?');
  expect((await grace.submit(page, page, { purpose: 'Shows charts on two wards' })).headers.get('location')).toBe(
    `${page}?done=asked`,
  );
  expect(await status()).toBe('pending');
  expect((await ada.open(theirs)).html).toContain('two wards');
});

test('what is refused is asked for again, and never had by another application of the same people', async () => {
  const { ada, grace, own, ask, decide, status } = await bothSides();
  await ask();
  await decide(ada, 'refuses', 'Not for this');
  expect(await status()).toBe('refused');
  const remove = await grace.submit(own, `${own}/subscriptions/${api}/remove`);
  expect(remove.status).toBe(400);
  const page = `${own}/subscriptions/${api}`;
  await grace.submit(page, page, { purpose: 'For that' });
  expect(await status()).toBe('pending');
});

test('an access is suspended and given back', async () => {
  const { ada, ask, decide, status } = await bothSides();
  await ask();
  await decide(ada, 'approves');
  await decide(ada, 'withdraws', 'Too many calls');
  expect(await status()).toBe('revoked');
  await decide(ada, 'restores');
  expect(await status()).toBe('approved');
});

describe('in production', () => {
  test('two people of the publisher let an application in, and one alone does not, however often', async () => {
    const { ada, bob, ask, decide, status, theirs } = await bothSides({ production: true });
    await ask();
    expect((await decide(ada, 'approves')).headers.get('location')).toBe(`${theirs}?done=one_of_two`);
    expect((await decide(ada, 'approves')).headers.get('location')).toBe(`${theirs}?done=one_of_two`);
    expect(await status()).toBe('pending');
    expect((await decide(bob, 'approves')).headers.get('location')).toBe(`${theirs}?done=decided`);
    expect(await status()).toBe('approved');
  });

  test('an approval is of what was asked, and not of what is asked afterwards', async () => {
    const { ada, bob, grace, own, ask, decide, status } = await bothSides({ production: true });
    await ask();
    await decide(ada, 'approves');
    await decide(bob, 'returns', 'Say more');
    const page = `${own}/subscriptions/${api}`;
    await grace.submit(page, page, { purpose: 'Something else' });
    await decide(bob, 'approves');
    expect(await status()).toBe('pending');
  });

  test('nobody decides for a team that they are in', async () => {
    const { portal, ada, bob, grace, id, ask, decide, status } = await bothSides({ production: true });
    const team = (await portal.applications.find(id))?.team ?? '';
    await joinTeam(portal, grace, team, ada, 'ada@example.nhs.uk', 'viewer');
    await ask();
    expect(errorsIn((await decide(ada, 'approves')).html)).toEqual([
      { field: 'move', text: expect.stringContaining('in the team') },
    ]);
    await decide(bob, 'approves');
    expect(await status()).toBe('pending');
  });

  test('no API is had at once, whatever its publisher says: it asks for assurance', async () => {
    const { ask, status } = await bothSides({ production: true, mode: 'at-once' });
    expect(errorsIn((await ask()).html)).toEqual([{ field: 'api', text: expect.stringContaining('assurance first') }]);
    expect(await status()).toBeUndefined();
  });
});

test('an API that names no team is asked for in production, and those who run the platform decide, two of them', async () => {
  const portal = aPortal({ settings: { production: true } });
  await portal.registry.save(aRegistryEntry({ usagePlanId: 'plan-1' }), undefined);
  const grace = await aDeveloper(portal, 'grace@example.nhs.uk');
  const application = await anApplicationOf(grace);
  const page = `/applications/${application}`;
  await grace.submit(page, `${page}/subscriptions`, { api, purpose: wards });
  const status = async () => (await portal.applications.find(application))?.subscriptions[api]?.status;
  expect(await status()).toBe('pending');
  const decide = makeDecideForPlatform({ ...portal, production: true });
  const approval = { application, api, move: 'publisher approves', reason: 'As agreed' } as const;
  expect(await decide({ ...approval, by: 'operator jane' })).toBe('one_of_two');
  expect(await decide({ ...approval, by: 'operator jane' })).toBe('one_of_two');
  expect(await status()).toBe('pending');
  expect(await decide({ ...approval, by: 'operator john' })).toBe('done');
  expect(await status()).toBe('approved');
});

test('an API by invitation is had by those whom the publisher asks in, and by nobody else', async () => {
  const { ada, id, ask, own, status, grace } = await bothSides({ mode: 'by-invitation' });
  expect(errorsIn((await ask()).html)).toEqual([
    { field: 'api', text: expect.stringContaining('asks applications in') },
  ]);
  const page = `/producer/${api}`;
  expect((await ada.submit(page, `${page}/invitations`, { application: 'nobody' })).status).toBe(400);
  expect((await ada.submit(page, `${page}/invitations`, { application: id })).status).toBe(303);
  expect((await grace.submit(own, `${own}/subscriptions`, { api, purpose: '' })).headers.get('location')).toBe(
    `${own}?done=subscribed`,
  );
  expect(await status()).toBe('approved');
});

test('whoever is not in the publisher’s team sees nothing of it, and a viewer decides nothing', async () => {
  const { portal, ada, grace, team, theirs, ask, decide, status } = await bothSides();
  await ask();
  for (const path of [`/producer/${api}`, theirs]) expect((await grace.open(path)).status).toBe(404);
  expect((await decide(grace, 'approves')).status).toBe(404);
  const eve = await aDeveloper(portal, 'eve@example.nhs.uk');
  await joinTeam(portal, ada, team, eve, 'eve@example.nhs.uk', 'viewer');
  expect((await eve.open(theirs)).status).toBe(200);
  expect((await eve.open(theirs)).html).not.toContain('name="move"');
  const { html } = await eve.open('/account');
  const token = /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
  expect((await eve.post(theirs, { _token: token, move: 'publisher approves' })).status).toBe(403);
  expect(await status()).toBe('pending');
});

test.each([
  ['an NHS number', 'For the patient 943 476 5919'],
  ['a date of birth', 'For the patient born 12/03/1948, date of birth 12/03/1948'],
])('a purpose that holds %s is refused', async (what, purpose) => {
  const { ask, status } = await bothSides();
  expect(errorsIn((await ask(purpose)).html)).toEqual([{ field: 'purpose', text: expect.stringContaining(what) }]);
  expect(await status()).toBeUndefined();
});

test('a hundred decisions at once are one decision, and the story of it is whole', async () => {
  const { portal, ada, bob, id, ask, decide, status } = await bothSides();
  await ask();
  const made = Array.from({ length: 100 }, (_, at) =>
    decide(at % 2 ? ada : bob, at % 3 ? 'approves' : 'refuses', 'Decided'),
  );
  const answers = await Promise.all(made);
  const done = answers.filter(({ headers }) => headers.get('location')?.endsWith('decided'));
  const story = (await portal.requests.find(`${id} ${api}`))?.history ?? [];
  expect(story.filter(({ what }) => what.startsWith('publisher'))).toHaveLength(done.length);
  const isApproved = story.some(({ what }) => what === 'publisher approves');
  expect(await status()).toBe(isApproved ? 'approved' : 'refused');
});

test('an API of 500 subscribers is shown page by page, those who wait first', async () => {
  const { portal, ada, ask } = await bothSides();
  await ask();
  for (let at = 0; at < 500; at += 1) {
    const application = randomUUID();
    const since = '2026-01-05T09:00:00.000Z';
    const found = await portal.applications.find((await portal.requests.applicationsOf(api))[0] ?? '');
    if (!found) throw new Error('nobody asks');
    const subscriptions = { [api]: { status: 'approved' as const, since } };
    await portal.applications.save({
      ...found,
      id: application,
      revision: 1,
      name: `Application ${at}`,
      subscriptions,
    });
    const story = { application, api, votes: [], history: [] };
    await portal.requests.save({ ...story, id: `${application} ${api}`, revision: 1 });
  }
  const first = (await ada.open(`/producer/${api}`)).html;
  expect(first.match(/nhsuk-table__row/g)).toHaveLength(50);
  expect(first.indexOf('Ward round')).toBeLessThan(first.indexOf('Application 0'));
  const last = (await ada.open(`/producer/${api}?page=11`)).html;
  expect(last.match(/nhsuk-table__row/g)).toHaveLength(1);
});

test('a title of many lines is one line of a mail, and stops no decision', async () => {
  const { portal, ada, ask, decide, status } = await bothSides();
  const entry = await portal.registry.find(api);
  if (!entry) throw new Error('the API is not published');
  const title = `Charts\r\nBcc: eve@evil.example \u202e${'and more '.repeat(500)}`;
  await portal.registry.save({ ...entry, title, revision: entry.revision + 1 }, entry.revision);
  await ask();
  expect(portal.mailer.sent.at(-1)?.subject).toMatch(/^Charts Bcc: eve@evil\.example .{1,100}: an application asks/);
  await decide(ada, 'approves');
  expect(await status()).toBe('approved');
  expect(portal.mailer.sent.at(-1)?.subject).toMatch(/^Charts Bcc: eve@evil\.example .{1,100}: a decision about/);
  expect(portal.faults).toEqual([]);
});
