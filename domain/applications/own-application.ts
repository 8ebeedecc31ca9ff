import { findTeam, type OwnTeam } from '../teams/find-team';
import type { Action } from '../teams/permissions';
import type { TeamPorts } from '../teams/ports';
import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { changeApplication } from './change-application';

/** One application as one account asks for it. */
export interface OwnApplication {
  readonly account: string;
  readonly id: string;
}

/** What is asked to find an application and those who answer for it. */
export interface OwnApplications<Store = ApplicationStore> extends Pick<TeamPorts, 'teams'> {
  readonly applications: Store;
}

/** An application, its team, and what the account is in it. */
export interface Owned extends OwnTeam {
  readonly application: Application;
}

/** An application that is suspended can be seen, and nothing else. */
export class ApplicationSuspended extends Error {}

/**
 * The application, if the account is in its team and may do that; another's answers as one that does not exist.
 * @throws NotAllowed
 * @throws ApplicationSuspended for anything but a look
 */
export async function findOwn(
  { applications, teams }: OwnApplications<Pick<ApplicationStore, 'find'>>,
  { account, id }: OwnApplication,
  action: Action,
): Promise<Owned | undefined> {
  const application = await applications.find(id);
  if (application?.team === undefined) return undefined;
  const own = await findTeam({ teams }, { account, team: application.team }, action);
  if (own && isSuspended(application) && action !== 'applications.view') throw new ApplicationSuspended();
  return own && { application, ...own };
}

/**
 * Writes what `change` makes of an application of the account's teams; undefined also where it is none.
 * @throws NotAllowed
 * @throws ApplicationSuspended
 */
export async function changeOwn(
  needs: OwnApplications,
  request: OwnApplication,
  action: Action,
  change: (application: Application) => Application | undefined,
): Promise<Application | undefined> {
  const own = await findOwn(needs, request, action);
  if (!own) return undefined;
  return changeApplication(needs.applications, request.id, (found) =>
    found.team === own.team.id && !isSuspended(found) ? change(found) : undefined,
  );
}

export const isSuspended = ({ status, team }: Application): boolean => status === 'revoked' && team !== undefined;
