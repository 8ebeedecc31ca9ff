import type { TeamPorts } from '../teams/ports';
import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { isSuspended, type OwnApplications } from './own-application';
import { isForPublisher, standingOf } from './subscription';

type Needs = OwnApplications<Pick<ApplicationStore, 'find'>> & {
  readonly accounts: Pick<TeamPorts['accounts'], 'find'>;
};

/**
 * Whether an account's applications may be subscribed to an API at once. Where one of any of its teams is suspended, or
 * was withdrawn from the API, also one that is deleted since, the publisher is asked about the next.
 */
export const makeIsInGoodStanding =
  ({ accounts, teams, applications }: Needs) =>
  async (account: string, api: string): Promise<boolean> => {
    const own = (await accounts.find(account))?.teams ?? [];
    const found = await Promise.all(own.map((id) => teams.find(id)));
    const ids = new Set(found.flatMap((team) => team?.applications ?? []));
    const listed = await Promise.all([...ids].map((id) => applications.find(id)));
    return listed.every((application) => application === undefined || !speaksAgainst(application, api));
  };

const speaksAgainst = (application: Application, api: string): boolean =>
  isSuspended(application) || isForPublisher(standingOf(application, api));
