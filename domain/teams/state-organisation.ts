import { changeRow } from '../change-row';
import { changeTeam, findTeam, type TeamRequest } from './find-team';
import { mostTeamsOfOrganisation, type Organisation } from './organisation';
import type { TeamPorts } from './ports';

type Needs = Pick<TeamPorts, 'teams' | 'organisations' | 'clock' | 'newId'>;
export type OrganisationStatement = Pick<Organisation, 'name' | 'type' | 'odsCode' | 'controllerNumber'>;

/**
 * Says which organisation a team is of; what was said before is replaced, for all teams of the organisation. False where
 * the account is not in the team.
 * @throws NotAllowed
 */
export const makeStateOrganisation =
  ({ teams, organisations, clock, newId }: Needs) =>
  async ({ statement, ...request }: TeamRequest & { readonly statement: OrganisationStatement }): Promise<boolean> => {
    const own = await findTeam({ teams }, request, 'organisation.change');
    if (!own) return false;
    const known = own.team.organisation;
    if (known !== undefined) {
      const kept = ({ id, revision, teams: of, createdAt }: Organisation) => ({ id, revision, teams: of, createdAt });
      const changed = await changeRow(organisations, known, (found) => ({ ...kept(found), ...statement }));
      return changed !== undefined;
    }
    const id = newId();
    const createdAt = clock.now().toISOString();
    await organisations.save({ id, revision: 1, ...statement, teams: [request.team], createdAt });
    const stated = await changeTeam({ teams }, request, 'organisation.state', ({ team }) =>
      team.organisation === undefined ? { ...team, organisation: id } : undefined,
    );
    return stated !== undefined;
  };

/**
 * Puts a team into the organisation of another team, by somebody who may state it for both. False where the account is not
 * in both, or the organisation has as many teams as it may.
 * @throws NotAllowed
 */
export const makeJoinOrganisation =
  ({ teams, organisations }: Pick<Needs, 'teams' | 'organisations'>) =>
  async ({ of, ...request }: TeamRequest & { readonly of: string }): Promise<boolean> => {
    const other = await findTeam({ teams }, { account: request.account, team: of }, 'organisation.change');
    const organisation = other?.team.organisation;
    if (organisation === undefined) return false;
    const listed = await changeRow(organisations, organisation, (found) => {
      if (found.teams.includes(request.team)) return found;
      const isFull = found.teams.length >= mostTeamsOfOrganisation;
      return isFull ? undefined : { ...found, teams: [...found.teams, request.team] };
    });
    if (!listed) return false;
    const joined = await changeTeam({ teams }, request, 'organisation.state', ({ team }) =>
      team.organisation === undefined ? { ...team, organisation } : undefined,
    );
    return joined !== undefined;
  };
