import type { Organisation } from '../teams/organisation';
import type { Team } from '../teams/team';
import { differences } from './differences';
import type { Told } from './event';
import type { Verb } from './verbs';

/** What a change of a team says to the team. */
export function tellTeam(before: Team | undefined, after: Team): Told[] {
  const facts = differences(before ? factsOf(before) : [], factsOf(after));
  const what = verbOf(before, after);
  return what ? [{ team: after.id, what, object: { kind: 'team', id: after.id }, ...facts }] : [];
}

// No names: they are typed. An invitation's id is that of a secret, of which eight characters tell it from others.
const factsOf = ({ status, organisation, members, invitations }: Team): string[] => [
  `status ${status}`,
  ...(organisation === undefined ? [] : [`organisation ${organisation}`]),
  ...members.map(({ account, role }) => `member ${account} ${role}`),
  ...invitations.map(({ id, role }) => `invitation ${id.slice(0, 8)} ${role}`),
];

function verbOf(before: Team | undefined, after: Team): Verb | undefined {
  if (!before) return 'team.opened';
  if (before.status !== after.status) return 'team.closed';
  const had = new Map(before.members.map(({ account, role }) => [account, role]));
  const has = new Map(after.members.map(({ account, role }) => [account, role]));
  if ([...has.keys()].some((account) => !had.has(account))) return 'member.joined';
  if ([...had.keys()].some((account) => !has.has(account))) return 'member.left';
  if ([...has].some(([account, role]) => had.get(account) !== role)) return 'member.role-changed';
  if (before.organisation !== after.organisation) return 'organisation.stated';
  if (before.name !== after.name) return 'team.renamed';
  const known = new Set(before.invitations.map(({ id }) => id));
  if (after.invitations.some(({ id }) => !known.has(id))) return 'invitation.sent';
  // Applications and products that come and go tell it themselves.
  return after.invitations.length < before.invitations.length ? 'invitation.ended' : undefined;
}

/** What a change of an organisation says to each of its teams. */
export function tellOrganisation(before: Organisation | undefined, after: Organisation): Told[] {
  const facts = differences(before ? organisationFacts(before) : [], organisationFacts(after));
  const isSame = before !== undefined && facts.before.length + facts.after.length === 0 && before.name === after.name;
  if (isSame) return [];
  const told = { what: 'organisation.changed', object: { kind: 'organisation', id: after.id }, ...facts } as const;
  return after.teams.map((team) => ({ team, ...told }));
}

const organisationFacts = ({ type, odsCode, controllerNumber, teams }: Organisation): string[] => [
  `type ${type}`,
  ...(odsCode === undefined ? [] : [`ODS code ${odsCode}`]),
  ...(controllerNumber === undefined ? [] : [`controller ${controllerNumber}`]),
  ...teams.map((team) => `team ${team}`),
];
