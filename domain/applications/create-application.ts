import { changeRow } from '../change-row';
import { makeCreateTeam } from '../teams/create-team';
import { changeTeam, listTeams, type TeamRequest } from '../teams/find-team';
import { allows } from '../teams/permissions';
import type { TeamPorts } from '../teams/ports';
import { mostApplications, type Team } from '../teams/team';
import { type Application, nothingRegistered } from './application';
import type { ApplicationStore } from './application-store';

interface Needs extends Pick<TeamPorts, 'accounts' | 'teams' | 'organisations' | 'clock' | 'newId'> {
  readonly applications: ApplicationStore;
  /** Name of the environment whose APIs it may call. */
  readonly environment: string;
}

interface Wanted {
  readonly account: string;
  readonly name: string;
  /** @default the first team in which the account may register one; a new team where there is none */
  readonly team?: string | undefined;
}

/**
 * Registers an application of a team, without keys or subscriptions; undefined where the team may have no more, or the
 * account is not in it.
 * @throws NotAllowed
 */
export const makeCreateApplication = (needs: Needs) => {
  const { applications, teams, organisations, clock, newId, environment } = needs;
  const createTeam = makeCreateTeam(needs);

  return async ({ account, name, team: wanted }: Wanted): Promise<Application | undefined> => {
    const team =
      wanted ?? (await presentTeam(account))?.id ?? (await createTeam({ account, name: `${name} team` }))?.id;
    if (team === undefined) return undefined;
    const id = newId();
    // Listed first: what is listed and not there is passed over, what is there and not listed would never be deleted.
    const listed = await listInTeam({ account, team }, id);
    if (!listed) return undefined;
    const organisation = listed.organisation && (await organisations.find(listed.organisation));
    const application: Application = {
      id,
      revision: 1,
      name,
      environment,
      status: 'approved',
      ...nothingRegistered,
      team,
      ...(organisation && { organisationType: organisation.type }),
      createdAt: clock.now().toISOString(),
    };
    await applications.save(application);
    return application;
  };

  async function presentTeam(account: string): Promise<Team | undefined> {
    const own = await listTeams(needs, account);
    return own.find(({ role }) => allows(role, 'applications.create'))?.team;
  }

  function listInTeam(request: TeamRequest, id: string): Promise<Team | undefined> {
    return changeTeam({ teams }, request, 'applications.create', ({ team }) => withApplication(team, id));
  }
};

/** The team with one application more; undefined where it has as many as it may. */
export const withApplication = (team: Team, id: string): Team | undefined =>
  team.applications.length < mostApplications ? { ...team, applications: [...team.applications, id] } : undefined;

export const withoutApplication = (teams: TeamPorts['teams'], team: string, id: string) =>
  changeRow(teams, team, (found) =>
    found.applications.includes(id)
      ? { ...found, applications: found.applications.filter((one) => one !== id) }
      : undefined,
  );
