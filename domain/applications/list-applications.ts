import { listTeams, type OwnTeam } from '../teams/find-team';
import type { TeamPorts } from '../teams/ports';
import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import type { OwnApplications } from './own-application';

type Needs = OwnApplications<Pick<ApplicationStore, 'find'>> & Pick<TeamPorts, 'accounts'>;

/** A team, and its applications. */
export interface TeamApplications extends OwnTeam {
  readonly applications: readonly Application[];
}

/** The applications of an account's teams, by team, the oldest first. */
export const makeListApplications =
  (needs: Needs) =>
  async (account: string): Promise<TeamApplications[]> => {
    const own = await listTeams(needs, account);
    return Promise.all(own.map(async (one) => ({ ...one, applications: await applicationsOf(needs, one) })));
  };

export async function applicationsOf(
  { applications }: Pick<Needs, 'applications'>,
  { team }: Pick<OwnTeam, 'team'>,
): Promise<Application[]> {
  const found = await Promise.all(team.applications.map((id) => applications.find(id)));
  return found.filter((application) => application?.team === team.id) as Application[];
}
