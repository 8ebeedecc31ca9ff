import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import { brokenAt, type Event } from '../../../domain/events/event';
import { aTeam } from './a-team';

const digest = sha256SecretHash.of;

async function aBusyTeam() {
  const world = await aTeam();
  const { application, as } = world;
  await as('member').submit(`/applications/${application}`, `/applications/${application}/keys`, { name: 'Typed' });
  await as('owner').submit(`/teams/${world.team}`, `/teams/${world.team}/name`, { name: 'Typed too' });
  const read = async (): Promise<Event[]> =>
    JSON.parse((await as('viewer').open(`/teams/${world.team}/events.json`)).html);
  return { ...world, read };
}

test('each change is an event of who did it, by id, from which session, with what held before and after', async () => {
  const { portal, team, application, accountOf, read } = await aBusyTeam();
  const events = await read();
  expect(portal.faults).toEqual([]);
  expect(events.map(({ what }) => what)).toEqual([
    'team.renamed',
    'key.issued',
    ...['member.joined', 'invitation.sent', 'member.joined', 'invitation.sent', 'member.joined', 'invitation.sent'],
    ...['application.registered', 'team.opened'],
  ]);
  const [, issued] = events;
  const [key] = (await portal.applications.find(application))?.apiKeys ?? [];
  expect(issued).toMatchObject({
    who: `account ${await accountOf('member@example.nhs.uk')}`,
    session: expect.stringMatching(/^.{12}$/),
    object: { kind: 'application', id: application },
    before: [],
    after: [`API key ${key?.id}`],
    team,
  });
});

test('no event holds a name, an address, a secret, its hash, or what was typed', async () => {
  const { portal, application, as, team, read } = await aBusyTeam();
  const [key] = (await portal.applications.find(application))?.apiKeys ?? [];
  const { html } = await as('owner').open(`/teams/${team}/events.csv`);
  for (const text of [JSON.stringify(await read()), html]) {
    for (const held of ['Typed', 'Lovelace', '@example', 'Ward round', key?.hash ?? ''])
      expect(text).not.toContain(held);
  }
});

test('a chain holds, and an event that was altered, removed or put in another place is found', async () => {
  const { read } = await aBusyTeam();
  const events = (await read()).reverse();
  expect(brokenAt(events, digest)).toBeUndefined();
  expect(brokenAt(events.slice(3), digest)).toBeUndefined();
  const altered = events.map((one) => (one.number === 4 ? { ...one, who: 'account another' as const } : one));
  expect(brokenAt(altered, digest)).toBe(4);
  const [, , third, fourth] = events;
  expect(
    brokenAt(
      events.filter((one) => one !== third),
      digest,
    ),
  ).toBe(fourth?.number);
});

test('the page names who is in the team, and leads on to older events', async () => {
  const { team, as } = await aBusyTeam();
  const { status, html } = await as('viewer').open(`/teams/${team}/events`);
  expect(status).toBe(200);
  expect(html).toContain('API key issued');
  expect(html).toContain('Ada Lovelace');
  const older = await as('viewer').open(`/teams/${team}/events?below=2`);
  expect(older.html).toContain('Team opened');
  expect(older.html).not.toContain('API key issued');
});

test('a change holds where its event cannot be written, and the loss is told', async () => {
  const { portal, team, as } = await aTeam();
  portal.events.append = () => Promise.reject(new Error('no table'));
  const answer = await as('owner').submit(`/teams/${team}`, `/teams/${team}/name`, { name: 'Renamed' });
  expect([answer.status, (await portal.teams.find(team))?.name]).toEqual([303, 'Renamed']);
  expect(portal.faults).toEqual([new Error('no table')]);
});

test('of many who change a team at once, each event has its place', async () => {
  const { team, as, read } = await aBusyTeam();
  const owner = as('owner');
  const sent = Array.from({ length: 10 }, (_, at) =>
    owner.submit(`/teams/${team}`, `/teams/${team}/name`, { name: `Name ${at}` }),
  );
  await Promise.all(sent);
  const events = (await read()).reverse();
  expect(events.filter(({ what }) => what === 'team.renamed')).toHaveLength(11);
  expect(brokenAt(events, digest)).toBeUndefined();
});
