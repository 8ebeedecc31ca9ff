import { isLastOwner, mostInvitations } from '../../../domain/teams/team';
import { aBrowser, aDeveloper, anApplicationOf, errorsIn, password } from './a-browser';
import { aPortal } from './a-portal';
import { aTeam, idIn, invitationOf, joinTeam } from './a-team';

const email = 'grace@example.nhs.uk';

async function twoPeople() {
  const portal = aPortal();
  const ada = await aDeveloper(portal);
  const application = await anApplicationOf(ada);
  const team = (await portal.applications.find(application))?.team ?? '';
  const grace = await aDeveloper(portal, email);
  return { portal, ada, grace, application, team };
}

test('whoever registers an application without a team has a team with it, named after the work', async () => {
  const { portal, ada, team } = await twoPeople();
  expect(await portal.teams.find(team)).toMatchObject({ name: 'Ward round team', members: [{ role: 'owner' }] });
  expect((await ada.open('/teams')).html).toContain('Ward round team');
});

test('who is invited sees the application once they have come in, and not before', async () => {
  const { portal, ada, grace, application, team } = await twoPeople();
  expect((await grace.open(`/applications/${application}`)).status).toBe(404);
  const joined = await joinTeam(portal, ada, team, grace, email, 'member');
  expect(joined.headers.get('location')).toBe(`/teams/${team}?done=joined`);
  expect((await grace.open(`/applications/${application}`)).status).toBe(200);
  expect((await grace.open('/applications')).html).toContain('Ward round');
});

describe('an invitation', () => {
  test('is for one address, and is taken up once', async () => {
    const { portal, ada, grace, team } = await twoPeople();
    const eve = await aDeveloper(portal, 'eve@example.nhs.uk');
    await ada.submit(`/teams/${team}`, `/teams/${team}/invitations`, { email, invitedRole: 'member' });
    const link = invitationOf(portal, email);
    expect((await eve.open(link)).status).toBe(404);
    expect((await eve.submit('/account', link)).status).toBe(400);
    expect((await grace.submit(link, link)).status).toBe(303);
    expect((await grace.submit('/account', link)).status).toBe(400);
    expect((await portal.teams.find(team))?.members).toHaveLength(2);
  });

  test('ends after seven days, and when it is taken back', async () => {
    const { portal, ada, grace, team } = await twoPeople();
    const page = `/teams/${team}`;
    await ada.submit(page, `${page}/invitations`, { email, invitedRole: 'member' });
    const late = invitationOf(portal, email);
    portal.clock.advance(7 * 24 * 60 * 60);
    await ada.submit('/sign-in', '/sign-in', { email: 'ada@example.nhs.uk', password });
    await grace.submit('/sign-in', '/sign-in', { email, password });
    expect((await grace.open(late)).status).toBe(404);
    await ada.submit(page, `${page}/invitations`, { email, invitedRole: 'member' });
    const id = (await portal.teams.find(team))?.invitations.at(-1)?.id ?? '';
    await ada.submit(page, `${page}/invitations/${id}/withdraw`);
    expect((await grace.open(invitationOf(portal, email))).status).toBe(404);
    expect(JSON.stringify(await portal.invitations.find(id))).not.toContain('grace');
  });

  test('leads somebody without an account to the sign-in and back', async () => {
    const { portal, ada, team } = await twoPeople();
    await ada.submit(`/teams/${team}`, `/teams/${team}/invitations`, {
      email: 'new@example.nhs.uk',
      invitedRole: 'member',
    });
    const link = invitationOf(portal, 'new@example.nhs.uk');
    const answer = await aBrowser(portal).open(link);
    expect(answer.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(link)}`);
  });

  test('that cannot be mailed is none', async () => {
    const { portal, ada, team } = await twoPeople();
    portal.mailer.isRefusing = true;
    const answer = await ada.submit(`/teams/${team}`, `/teams/${team}/invitations`, { email, invitedRole: 'member' });
    expect(answer.status).toBe(503);
    expect((await portal.teams.find(team))?.invitations).toEqual([]);
  });

  test('holds nothing that was typed by whoever sends it', async () => {
    const { portal, ada, team } = await twoPeople();
    await ada.submit(`/teams/${team}`, `/teams/${team}/name`, { name: 'Win a prize at evil.example' });
    await ada.submit(`/teams/${team}`, `/teams/${team}/invitations`, { email, invitedRole: 'member' });
    expect(JSON.stringify(portal.mailer.sent)).not.toMatch(/prize|Ada/);
  });

  test('is one of so many', async () => {
    const { portal, ada, team } = await twoPeople();
    const found = await portal.teams.find(team);
    const invitations = Array.from({ length: mostInvitations }, (_, at) => ({
      id: String(at),
      role: 'viewer' as const,
      expiresAt: '2030-01-01T00:00:00.000Z',
    }));
    if (found) await portal.teams.save({ ...found, revision: found.revision + 1, invitations });
    const answer = await ada.submit(`/teams/${team}`, `/teams/${team}/invitations`, { email, invitedRole: 'member' });
    expect(errorsIn(answer.html)).toEqual([expect.objectContaining({ field: 'email' })]);
  });
});

describe('the last owner', () => {
  test('can neither leave, be made something else, nor delete the account', async () => {
    const { portal, as, team, accountOf } = await aTeam();
    const owner = as('owner');
    const account = await accountOf('owner@example.nhs.uk');
    expect((await owner.open(`/teams/${team}/leave`)).html).toContain('only owner');
    expect((await owner.submit(`/teams/${team}`, `/teams/${team}/leave`)).status).toBe(400);
    expect(
      (await owner.submit(`/teams/${team}`, `/teams/${team}/members/${account}/role`, { role: 'viewer' })).status,
    ).toBe(400);
    expect((await owner.submit('/account/delete', '/account/delete', { password })).status).toBe(400);
    const found = await portal.teams.find(team);
    expect(found && isLastOwner(found, account)).toBe(true);
  });

  test('can leave once there is another, and the applications go on', async () => {
    const { portal, as, team, application, accountOf } = await aTeam();
    const heir = await accountOf('administrator@example.nhs.uk');
    await as('owner').submit(`/teams/${team}`, `/teams/${team}/members/${heir}/role`, { role: 'owner' });
    expect((await as('owner').submit(`/teams/${team}/leave`, `/teams/${team}/leave`)).status).toBe(303);
    expect((await as('owner').open(`/applications/${application}`)).status).toBe(404);
    expect((await as('administrator').open(`/applications/${application}`)).status).toBe(200);
    expect(await portal.applications.find(application)).toMatchObject({ status: 'approved', team });
  });

  test('of two owners who leave at once, one stays', async () => {
    const { portal, as, team, accountOf } = await aTeam();
    const heir = await accountOf('administrator@example.nhs.uk');
    await as('owner').submit(`/teams/${team}`, `/teams/${team}/members/${heir}/role`, { role: 'owner' });
    const left = await Promise.all(
      (['owner', 'administrator'] as const).map((who) =>
        as(who).submit(`/teams/${team}/leave`, `/teams/${team}/leave`),
      ),
    );
    expect(left.map(({ status }) => status).sort()).toEqual([303, 400]);
    expect((await portal.teams.find(team))?.members.filter(({ role }) => role === 'owner')).toHaveLength(1);
  });
});

test('an account that is deleted leaves its teams, whose applications go on; of nobody else, they end', async () => {
  const { portal, as, team, application } = await aTeam();
  const member = as('member');
  const own = idIn((await member.submit('/teams/new', '/teams', { name: 'Alone' })).headers.get('location'));
  const made = await member.submit('/applications/new', '/applications', { name: 'Mine', team: own });
  const mine = idIn(made.headers.get('location'));
  await member.submit('/account/delete', '/account/delete', { password });
  expect((await portal.teams.find(team))?.members).toHaveLength(3);
  expect(await portal.applications.find(application)).toMatchObject({ status: 'approved' });
  expect(await portal.applications.find(mine)).toMatchObject({ status: 'revoked', name: '' });
  expect(await portal.teams.find(own)).toMatchObject({ status: 'closed', members: [] });
});

test('a team that is closed takes its applications with it, and is out of sight', async () => {
  const { portal, as, team, application } = await aTeam();
  expect((await as('owner').submit(`/teams/${team}/close`, `/teams/${team}/close`)).status).toBe(303);
  expect(await portal.applications.find(application)).toMatchObject({ status: 'revoked', name: '' });
  expect((await as('member').open(`/teams/${team}`)).status).toBe(404);
  expect((await as('owner').open('/teams')).html).toContain('You are in no team');
});

test('an application goes to another team of whoever may give and take, and to no other', async () => {
  const { portal, as, team, application } = await aTeam();
  const administrator = as('administrator');
  const to = idIn(
    (await administrator.submit('/teams/new', '/teams', { name: 'Night shift' })).headers.get('location'),
  );
  const page = `/applications/${application}/transfer`;
  const foreign = idIn(
    (await as('outsider').submit('/teams/new', '/teams', { name: 'Foreign' })).headers.get('location'),
  );
  expect((await administrator.submit(page, page, { to: foreign })).status).toBe(400);
  expect((await administrator.submit(page, page, { to })).status).toBe(303);
  expect(await portal.applications.find(application)).toMatchObject({ team: to, status: 'approved' });
  expect((await portal.teams.find(team))?.applications).toEqual([]);
  expect((await portal.teams.find(to))?.applications).toEqual([application]);
  expect((await as('owner').open(`/applications/${application}`)).status).toBe(404);
});

test('an organisation is stated once, shared by teams of one owner, and changed for all', async () => {
  const { portal, as, team } = await aTeam();
  const owner = as('owner');
  const page = `/teams/${team}/organisation`;
  const wrong = await owner.submit(page, page, { name: '', type: 'nothing', odsCode: '!', controllerNumber: 'x' });
  expect(errorsIn(wrong.html).map(({ field }) => field)).toEqual(['name', 'type', 'odsCode', 'controllerNumber']);
  const trust = { name: 'A trust', type: 'hospital-trust', odsCode: 'rx1', controllerNumber: 'za123456' };
  expect((await owner.submit(page, page, trust)).status).toBe(303);
  const { organisation = '' } = (await portal.teams.find(team)) ?? {};
  expect(await portal.organisations.find(organisation)).toMatchObject({ odsCode: 'RX1', controllerNumber: 'ZA123456' });
  const other = idIn((await owner.submit('/teams/new', '/teams', { name: 'Second' })).headers.get('location'));
  const join = `/teams/${other}/organisation/join`;
  expect((await owner.submit(`/teams/${other}/organisation`, join, { of: team })).status).toBe(303);
  expect((await portal.teams.find(other))?.organisation).toBe(organisation);
  await owner.submit(page, page, { ...trust, name: 'Renamed trust' });
  expect((await owner.open(`/teams/${other}`)).html).toContain('Renamed trust');
});

test('what an account had before there were teams becomes a team at its next visit', async () => {
  const { portal, ada, application, team } = await twoPeople();
  const found = await portal.applications.find(application);
  const account = (await portal.teams.find(team))?.members[0]?.account ?? '';
  const before = await portal.accounts.find(account);
  if (!(found && before)) throw new Error('nothing to begin with');
  const { team: _, ...older } = found;
  await portal.applications.save({ ...older, owner: account, revision: found.revision + 1 });
  await portal.accounts.save({ ...before, teams: [], applications: [application], revision: before.revision + 1 });
  expect((await ada.open(`/applications/${application}`)).status).toBe(200);
  expect((await ada.open('/teams')).html).toContain('Ward round team');
  expect(await portal.accounts.find(account)).toMatchObject({ applications: [], teams: [`of-${application}`] });
});
