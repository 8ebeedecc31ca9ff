import type { Account } from '../accounts/account';
import { changeRow } from '../change-row';
import { invitedForDays } from '../retention/periods';
import { listOn, unlistFrom } from './create-team';
import { changeTeam, findTeam, type OwnTeam, type TeamRequest } from './find-team';
import type { Invitation } from './invitation';
import { demand, type Role } from './permissions';
import type { TeamPorts } from './ports';
import { mostInvitations, mostMembers, roleOf, type Team } from './team';

const day = 24 * 60 * 60;

type Needs = Pick<TeamPorts, 'accounts' | 'teams' | 'invitations' | 'hash' | 'clock' | 'newSecret'>;

/** The secret of the link, told once and only here; or why there is none. */
export type InviteOutcome = { readonly secret: string; readonly team: Team } | 'full' | 'not_found';

/**
 * Asks whoever has an address into a team.
 * @throws NotAllowed
 */
export const makeInvite =
  ({
    teams,
    invitations,
    hash,
    clock,
    newSecret,
  }: Pick<Needs, 'teams' | 'invitations' | 'hash' | 'clock' | 'newSecret'>) =>
  async ({
    email,
    role,
    ...request
  }: TeamRequest & { readonly email: string; readonly role: Role }): Promise<InviteOutcome> => {
    const secret = newSecret();
    const now = clock.now();
    const expires = Math.floor(now.getTime() / 1000) + invitedForDays * day;
    const id = hash.of(secret);
    let isFull = false;
    const changed = await changeTeam({ teams }, request, 'members.invite', ({ team, role: own }) => {
      if (role === 'owner') demand(own, 'owners.change');
      const open = team.invitations.filter(({ expiresAt }) => now.toISOString() < expiresAt);
      isFull = open.length >= mostInvitations || open.length + team.members.length >= mostMembers;
      if (isFull) return undefined;
      return {
        ...team,
        invitations: [...open, { id, role, by: request.account, expiresAt: new Date(expires * 1000).toISOString() }],
      };
    });
    if (!changed) return isFull ? 'full' : 'not_found';
    await invitations.save({
      id,
      revision: 1,
      team: request.team,
      email,
      role,
      by: request.account,
      expiresAt: expires,
    });
    return { secret, team: changed };
  };

/** The open invitations of a team, with their addresses. */
export async function openInvitations(
  { invitations, clock }: Pick<Needs, 'invitations' | 'clock'>,
  { team }: Pick<OwnTeam, 'team'>,
): Promise<Invitation[]> {
  const found = await Promise.all(team.invitations.map(({ id }) => invitations.find(id)));
  return found.filter((one) => one !== undefined && isOpen(one, clock.now())) as Invitation[];
}

const isOpen = ({ isOver, expiresAt }: Invitation, now: Date): boolean =>
  isOver !== true && now.getTime() < expiresAt * 1000;

/**
 * Takes an invitation back. False where there is no such one.
 * @throws NotAllowed
 */
export const makeWithdrawInvitation =
  ({ teams, invitations }: Pick<Needs, 'teams' | 'invitations'>) =>
  async ({ invitation, ...request }: TeamRequest & { readonly invitation: string }): Promise<boolean> => {
    const changed = await changeTeam({ teams }, request, 'members.invite', ({ team }) =>
      team.invitations.some(({ id }) => id === invitation) ? withoutInvitation(team, invitation) : undefined,
    );
    if (changed) await end(invitations, invitation);
    return changed !== undefined;
  };

export type Invited =
  | { readonly outcome: 'open'; readonly invitation: Invitation; readonly team: Team }
  /** For another address than the account's. */
  | { readonly outcome: 'not_yours' }
  | { readonly outcome: 'over' };

/** What a link leads to, for whoever is signed in. */
export const makeReadInvitation =
  ({ teams, invitations, hash, clock }: Pick<Needs, 'teams' | 'invitations' | 'hash' | 'clock'>) =>
  async (secret: string, account: Pick<Account, 'email'>): Promise<Invited> => {
    const invitation = await invitations.find(hash.of(secret));
    if (!(invitation && isOpen(invitation, clock.now()))) return { outcome: 'over' };
    if (invitation.email !== account.email) return { outcome: 'not_yours' };
    const team = await teams.find(invitation.team);
    const isListed = team?.status === 'active' && team.invitations.some(({ id }) => id === invitation.id);
    return team && isListed ? { outcome: 'open', invitation, team } : { outcome: 'over' };
  };

export type AcceptOutcome =
  | { readonly outcome: 'joined'; readonly team: Team }
  | { readonly outcome: 'too_many' | Exclude<Invited['outcome'], 'open'> };

/** Takes an invitation up: once, and only with the address that it was sent to. */
export const makeAcceptInvitation = (needs: Needs) => {
  const { accounts, teams, invitations, clock } = needs;
  const readInvitation = makeReadInvitation(needs);
  return async (secret: string, account: Pick<Account, 'id' | 'email'>): Promise<AcceptOutcome> => {
    const read = await readInvitation(secret, account);
    if (read.outcome !== 'open') return read;
    const { id, role } = read.invitation;
    // Listed first, as a team is that somebody opens.
    if (!(await listOn(accounts, account.id, read.team.id))) return { outcome: 'too_many' };
    const joined = await changeRow(teams, read.team.id, (team) => {
      if (!team.invitations.some((one) => one.id === id)) return undefined;
      const rest = withoutInvitation(team, id);
      if (roleOf(team, account.id)) return rest;
      const since = clock.now().toISOString();
      return { ...rest, members: [...rest.members, { account: account.id, role, since }] };
    });
    if (!joined) {
      const found = await findTeam({ teams }, { account: account.id, team: read.team.id }, 'team.view');
      if (!found) await unlistFrom(accounts, account.id, read.team.id);
      return { outcome: 'over' };
    }
    await end(invitations, id);
    return { outcome: 'joined', team: joined };
  };
};

const withoutInvitation = (team: Team, id: string): Team => ({
  ...team,
  invitations: team.invitations.filter((one) => one.id !== id),
});

const end = (invitations: Needs['invitations'], id: string) =>
  changeRow(invitations, id, (found) => ({ ...found, isOver: true, email: '' }));
