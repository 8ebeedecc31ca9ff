import { type Action, actions, allows, type Role, roles } from '../../../domain/teams/permissions';
import { aRegistryEntry } from '../../builders';
import { aDeveloper } from './a-browser';
import { portalUrl } from './a-portal';
import { aTeam, joinTeam } from './a-team';

type World = Awaited<ReturnType<typeof aTeam>>;
type Asked = { readonly path: string; readonly form?: Record<string, string> };

/** For each action that a page offers, what asks for it. What no page offers yet is named beside. */
const asked: Partial<Record<Action, (world: World) => Asked | Promise<Asked>>> = {
  'team.view': ({ team }) => ({ path: `/teams/${team}` }),
  'team.leave': ({ team }) => ({ path: `/teams/${team}/leave` }),
  'team.rename': ({ team }) => ({ path: `/teams/${team}/name`, form: { name: 'Renamed' } }),
  'team.close': ({ team }) => ({ path: `/teams/${team}/close` }),
  'organisation.change': ({ team }) => ({ path: `/teams/${team}/organisation` }),
  'organisation.state': ({ team }) => ({
    path: `/teams/${team}/organisation`,
    form: { name: 'A trust', type: 'hospital-trust', odsCode: 'rx 1', controllerNumber: '' },
  }),
  'members.invite': ({ team }) => ({
    path: `/teams/${team}/invitations`,
    form: { email: 'new@example.nhs.uk', invitedRole: 'viewer' },
  }),
  'members.change': async ({ team, accountOf }) => ({
    path: `/teams/${team}/members/${await accountOf('viewer@example.nhs.uk')}/role`,
    form: { role: 'viewer' },
  }),
  'members.remove': async ({ portal, team, as }) => {
    const email = `${Math.random()}@example.nhs.uk`;
    await joinTeam(portal, as('owner'), team, await aDeveloper(portal, email), email, 'viewer');
    const member = (await portal.teams.find(team))?.members.at(-1)?.account ?? '';
    return { path: `/teams/${team}/members/${member}/remove`, form: {} };
  },
  'owners.change': ({ team }) => ({
    path: `/teams/${team}/invitations`,
    form: { email: 'boss@example.nhs.uk', invitedRole: 'owner' },
  }),
  'events.view': ({ team }) => ({ path: `/teams/${team}/events` }),
  'applications.view': ({ application }) => ({ path: `/applications/${application}` }),
  'applications.create': ({ team }) => ({ path: '/applications', form: { name: 'Another', team } }),
  'applications.change': ({ application }) => ({
    path: `/applications/${application}/profile`,
    form: { profile: 'strict' },
  }),
  'applications.transfer': ({ application }) => ({ path: `/applications/${application}/transfer` }),
  'applications.delete': ({ application }) => ({ path: `/applications/${application}/delete` }),
  'credentials.issue': async ({ portal, application }) => {
    const found = await portal.applications.find(application);
    if (found) await portal.applications.save({ ...found, revision: found.revision + 1, apiKeys: [] });
    return { path: `/applications/${application}/keys`, form: {} };
  },
  'credentials.remove': async ({ portal, application }) => {
    const found = await portal.applications.find(application);
    const apiKeys = [{ id: 'k', hash: 'h', createdAt: '2026-01-05T09:00:00.000Z' }];
    if (found) await portal.applications.save({ ...found, revision: found.revision + 1, apiKeys });
    return { path: `/applications/${application}/keys/k/remove`, form: {} };
  },
  'apis.view': () => ({ path: '/producer/hello-world' }),
  'apis.decide': async ({ portal, application }) => {
    const found = await portal.applications.find(application);
    const subscriptions = { 'hello-world': { status: 'approved' as const, since: '2026-01-05T09:00:00.000Z' } };
    if (found) await portal.applications.save({ ...found, revision: found.revision + 1, subscriptions });
    const form = { move: 'publisher withdraws', reason: 'Too many calls' };
    return { path: `/producer/hello-world/applications/${application}`, form };
  },
  'apis.announce': async ({ portal }) => {
    const row = await portal.announcements.find('hello-world');
    if (row) await portal.announcements.save({ ...row, revision: row.revision + 1, announcements: [] });
    return { path: '/producer/hello-world/announcements', form: { kind: 'change', text: 'A new field' } };
  },
  'apis.record': async ({ portal, team }) => {
    const id = `${team} wards`;
    const found = await portal.goLives.find(id);
    const made = { id, team, api: 'wards', state: 'draft' as const, entries: [], history: [] };
    if (!found) await portal.goLives.save({ ...made, revision: 1 });
    return { path: `/go-live/${team}/wards`, form: { seen: String(found?.revision ?? 1), organisation: 'A trust' } };
  },
  'subscriptions.ask': async ({ portal, application }) => {
    const found = await portal.applications.find(application);
    if (found) await portal.applications.save({ ...found, revision: found.revision + 1, subscriptions: {} });
    return { path: `/applications/${application}/subscriptions`, form: { api: 'hello-world' } };
  },
  'subscriptions.end': async ({ portal, application }) => {
    const found = await portal.applications.find(application);
    const subscriptions = { 'hello-world': { status: 'pending' as const, since: '2026-01-05T09:00:00.000Z' } };
    if (found) await portal.applications.save({ ...found, revision: found.revision + 1, subscriptions });
    return { path: `/applications/${application}/subscriptions/hello-world/remove`, form: {} };
  },
};
const offered = Object.keys(asked) as Action[];
const people = [...roles, 'outsider'] as const;
const cells = offered.flatMap((action) => people.map((who) => [action, who] as const));

let world: World;
beforeAll(async () => {
  world = await aTeam();
  await world.portal.registry.save(
    aRegistryEntry({
      usagePlanId: 'plan-1',
      publisher: { organisation: 'A publisher', thirdParty: false, team: world.team },
    }),
    undefined,
  );
});

test('the table has an action for everything that pages offer', () => {
  expect(actions).toEqual(expect.arrayContaining(offered));
  expect(cells.length).toBe(offered.length * (roles.length + 1));
});

test.each(cells)('%s as %s', async (action, who) => {
  const ask = asked[action];
  const { path, form } = (await ask?.(world)) ?? { path: '' };
  const browser = world.as(who);
  const before = JSON.stringify([
    await world.portal.teams.find(world.team),
    await world.portal.applications.find(world.application),
  ]);
  const { html } = await browser.open('/account');
  const token = /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const answer = form
    ? await browser.post(path, { _token: token, ...form }, { origin: portalUrl })
    : await browser.open(path);
  const isAllowed = who !== 'outsider' && allows(who as Role, action);
  const denied = who === 'outsider' ? [action === 'applications.create' ? 400 : 404] : [403];
  expect([200, 303].includes(answer.status)).toBe(isAllowed);
  if (isAllowed) return;
  expect(denied).toContain(answer.status);
  const after = JSON.stringify([
    await world.portal.teams.find(world.team),
    await world.portal.applications.find(world.application),
  ]);
  expect(after).toBe(before);
});

test('nobody who is not signed in gets further than the sign-in', async () => {
  for (const action of offered) {
    const ask = asked[action];
    const { path } = (await ask?.(world)) ?? { path: '' };
    const answer = await world.portal.app.fetch(new Request(new URL(path, portalUrl), { redirect: 'manual' }));
    expect([action, answer.status, answer.headers.get('location')?.startsWith('/sign-in')]).toEqual([
      action,
      303,
      true,
    ]);
  }
});

test.each(roles)('the pages of a team offer a %s nothing that would be refused', async (role) => {
  const { team, application, as } = await aTeam();
  const browser = as(role);
  for (const page of [`/teams/${team}`, `/applications/${application}`]) {
    const { html } = await browser.open(page);
    const forms = [...html.matchAll(/<form action="([^"]+)" method="post"/g)].map(([, action = '']) => action);
    const links = [...html.matchAll(/href="(\/(?:teams|applications)\/[^"?#]+)/g)].map(([, path = '']) => path);
    const refused: string[] = [];
    for (const action of forms.filter((one) => !one.endsWith('/leave') && one !== '/sign-out')) {
      if ((await browser.submit(page, action, {})).status === 403) refused.push(action);
    }
    for (const path of links) if ((await browser.open(path)).status === 403) refused.push(path);
    expect([role, page, refused]).toEqual([role, page, []]);
  }
});
