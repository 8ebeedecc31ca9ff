import { unlistFrom } from './create-team';
import { changeTeam, type TeamRequest } from './find-team';
import { demand, type Role } from './permissions';
import type { TeamPorts } from './ports';
import { isLastOwner, roleOf, type Team } from './team';

export type MemberOutcome = 'done' | 'last_owner' | 'not_found';

type Needs = Pick<TeamPorts, 'accounts' | 'teams'>;
type MemberRequest = TeamRequest & { readonly member: string };

/**
 * Gives a member another role; the last owner keeps theirs.
 * @throws NotAllowed
 */
export const makeSetRole =
  ({ teams }: Pick<Needs, 'teams'>) =>
  ({ member, role, ...request }: MemberRequest & { readonly role: Role }): Promise<MemberOutcome> =>
    outcomeOf((refuse) =>
      changeTeam({ teams }, request, 'members.change', ({ team, role: own }) => {
        const present = roleOf(team, member);
        if (present === undefined) return undefined;
        if (present === 'owner' || role === 'owner') demand(own, 'owners.change');
        if (role !== 'owner' && isLastOwner(team, member)) return refuse();
        return { ...team, members: team.members.map((one) => (one.account === member ? { ...one, role } : one)) };
      }),
    );

/**
 * Takes a member out of a team; the last owner stays.
 * @throws NotAllowed
 */
export const makeRemoveMember =
  ({ accounts, teams }: Needs) =>
  async ({ member, ...request }: MemberRequest): Promise<MemberOutcome> => {
    const outcome = await outcomeOf((refuse) =>
      changeTeam({ teams }, request, 'members.remove', ({ team, role: own }) => {
        const present = roleOf(team, member);
        if (present === undefined) return undefined;
        if (present === 'owner') demand(own, 'owners.change');
        return isLastOwner(team, member) ? refuse() : without(team, member);
      }),
    );
    if (outcome === 'done') await unlistFrom(accounts, member, request.team);
    return outcome;
  };

/** Leaves a team; the last owner cannot, and closes it or names another owner first. */
export const makeLeaveTeam =
  ({ accounts, teams }: Needs) =>
  async (request: TeamRequest): Promise<MemberOutcome> => {
    const outcome = await outcomeOf((refuse) =>
      changeTeam({ teams }, request, 'team.leave', ({ team }) =>
        isLastOwner(team, request.account) ? refuse() : without(team, request.account),
      ),
    );
    if (outcome === 'done') await unlistFrom(accounts, request.account, request.team);
    return outcome;
  };

const without = (team: Team, account: string): Team => ({
  ...team,
  members: team.members.filter((one) => one.account !== account),
  invitations: team.invitations.filter(({ by }) => by !== account),
});

/** Tells a refusal for the last owner from a team or a member that is not there. */
async function outcomeOf(change: (refuse: () => undefined) => Promise<Team | undefined>): Promise<MemberOutcome> {
  let isRefused = false;
  const changed = await change(() => {
    isRefused = true;
    return undefined;
  });
  if (changed) return 'done';
  return isRefused ? 'last_owner' : 'not_found';
}
