import { changeAccount } from '../accounts/change-account';
import type { TeamPorts } from './ports';
import { mostTeams, type Team } from './team';

type Needs = Pick<TeamPorts, 'accounts' | 'teams' | 'clock' | 'newId'>;

/** Opens a team with one owner; undefined where the account may be in no more. */
export const makeCreateTeam =
  ({ accounts, teams, clock, newId }: Needs) =>
  async ({ account, name }: { readonly account: string; readonly name: string }): Promise<Team | undefined> => {
    const since = clock.now().toISOString();
    const team: Team = {
      id: newId(),
      revision: 1,
      name,
      status: 'active',
      members: [{ account, role: 'owner', since }],
      invitations: [],
      products: [],
      applications: [],
      createdAt: since,
    };
    // Listed first: what is listed and not there is passed over, what is there and not listed would never end.
    if (!(await listOn(accounts, account, team.id))) return undefined;
    await teams.save(team);
    return team;
  };

/** Lists a team on an account; false where it is in as many as it may be, or is no account that may be in one. */
export async function listOn(accounts: TeamPorts['accounts'], account: string, team: string): Promise<boolean> {
  const listed = await changeAccount(accounts, account, (found) => {
    if (found.status !== 'active' || (found.teams.length >= mostTeams && !found.teams.includes(team))) return undefined;
    return { ...found, teams: [...found.teams.filter((id) => id !== team), team] };
  });
  return listed !== undefined;
}

export const unlistFrom = (accounts: TeamPorts['accounts'], account: string, team: string) =>
  changeAccount(accounts, account, (found) =>
    found.teams.includes(team) ? { ...found, teams: found.teams.filter((id) => id !== team) } : undefined,
  );
