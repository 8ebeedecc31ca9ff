import { changeRow } from '../change-row';
import { unlistFrom } from './create-team';
import { changeTeam, findTeam, type TeamRequest } from './find-team';
import { roles } from './permissions';
import type { TeamPorts } from './ports';
import { isLastOwner, type Team } from './team';

interface Needs extends Pick<TeamPorts, 'accounts' | 'teams'> {
  /** Ends an application of a team: keys, subscriptions and all. */
  readonly endApplication: (request: { readonly team: string; readonly id: string }) => Promise<unknown>;
}

/**
 * Ends a team and its applications. False where the account is not in it.
 * @throws NotAllowed
 */
export const makeCloseTeam = (needs: Needs) => {
  const { teams } = needs;
  return async (request: TeamRequest): Promise<boolean> => {
    const own = await findTeam({ teams }, request, 'team.close');
    if (!own) return false;
    // While it has owners: what is cut short here is done again by them.
    for (const id of own.team.applications) await needs.endApplication({ team: own.team.id, id });
    let former: Team['members'] = [];
    const closed = await changeTeam({ teams }, request, 'team.close', ({ team }) => {
      former = team.members;
      return emptied(team);
    });
    if (closed) await windUp(needs, closed, former);
    return closed !== undefined;
  };
};

/**
 * Takes an account that ends out of all its teams. A team goes on without it: where it was the last owner, the member of
 * most right and standing becomes one. A team that has nobody else is closed. May be done again.
 */
export const makeLeaveTeams = (needs: Needs) => {
  const { accounts, teams } = needs;
  return async (account: string): Promise<void> => {
    for (const id of (await accounts.find(account))?.teams ?? []) {
      const left = await changeRow(teams, id, (team) => {
        const others = withHeir(team, account).filter((one) => one.account !== account);
        return others.length > 0 ? { ...team, members: others } : emptied(team);
      });
      if (left?.status === 'closed') await windUp(needs, left, []);
      await unlistFrom(accounts, account, id);
    }
  };
};

const emptied = (team: Team): Team => ({ ...team, status: 'closed', members: [], invitations: [] });

function withHeir(team: Team, account: string): Team['members'] {
  if (!isLastOwner(team, account)) return team.members;
  const others = team.members.filter((one) => one.account !== account);
  const [heir] = [...others].sort(
    (one, other) => roles.indexOf(other.role) - roles.indexOf(one.role) || (one.since < other.since ? -1 : 1),
  );
  return team.members.map((one) => (one === heir ? { ...one, role: 'owner' } : one));
}

async function windUp({ accounts, endApplication }: Needs, team: Team, former: Team['members']): Promise<void> {
  for (const id of team.applications) await endApplication({ team: team.id, id });
  for (const { account } of former) await unlistFrom(accounts, account, team.id);
}
