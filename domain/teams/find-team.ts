import { changeRow } from '../change-row';
import { type Action, demand, type Role } from './permissions';
import type { TeamPorts } from './ports';
import { roleOf, type Team } from './team';

/** One team as one account asks for it. */
export interface TeamRequest {
  readonly account: string;
  readonly team: string;
}

export interface OwnTeam {
  readonly team: Team;
  readonly role: Role;
}

/**
 * The team, if the account is in it and may do that; one it is not in answers as one that does not exist.
 * @throws NotAllowed
 */
export async function findTeam(
  { teams }: Pick<TeamPorts, 'teams'>,
  request: TeamRequest,
  action: Action,
): Promise<OwnTeam | undefined> {
  const team = await teams.find(request.team);
  const role = team && roleOf(team, request.account);
  if (!(team && role)) return undefined;
  demand(role, action);
  return { team, role };
}

/**
 * Writes what `change` makes of a team, if the account may do that; undefined also where it is not in it.
 * @throws NotAllowed
 */
export const changeTeam = (
  { teams }: Pick<TeamPorts, 'teams'>,
  request: TeamRequest,
  action: Action,
  change: (own: OwnTeam) => Team | undefined,
): Promise<Team | undefined> =>
  changeRow(teams, request.team, (team) => {
    const role = roleOf(team, request.account);
    if (role === undefined) return undefined;
    demand(role, action);
    return change({ team, role });
  });

/** The teams of an account, in the order it came into them. */
export async function listTeams(
  { accounts, teams }: Pick<TeamPorts, 'accounts' | 'teams'>,
  account: string,
): Promise<OwnTeam[]> {
  const ids = (await accounts.find(account))?.teams ?? [];
  const found = await Promise.all(ids.map((id) => teams.find(id)));
  return found.flatMap((team) => {
    const role = team && roleOf(team, account);
    return team && role ? [{ team, role }] : [];
  });
}
