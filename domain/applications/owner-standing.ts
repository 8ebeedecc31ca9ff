import type { AccountStore } from '../accounts/account-store';
import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { isForPublisher, standingOf } from './subscription';

interface Needs {
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly applications: Pick<ApplicationStore, 'find'>;
}

/**
 * Whether an account's applications may be subscribed to an API at once. Where one of them is suspended, or was
 * withdrawn from the API, also one that is deleted since, the publisher is asked about the next.
 */
export const makeIsInGoodStanding =
  ({ accounts, applications }: Needs) =>
  async (account: string, api: string): Promise<boolean> => {
    const ids = (await accounts.find(account))?.applications ?? [];
    const listed = await Promise.all(ids.map((id) => applications.find(id)));
    return listed.every((application) => application === undefined || !speaksAgainst(application, api));
  };

const speaksAgainst = (application: Application, api: string): boolean =>
  isSuspended(application) || isForPublisher(standingOf(application, api));

/** What is deleted has no owner any more. */
const isSuspended = ({ status, owner }: Application): boolean => status !== 'approved' && owner !== undefined;
