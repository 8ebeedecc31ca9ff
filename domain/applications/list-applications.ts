import type { AccountStore } from '../accounts/account-store';
import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { findOwn } from './own-application';

interface Needs {
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly applications: Pick<ApplicationStore, 'find'>;
}

/** An account's applications, the oldest first. */
export const makeListApplications =
  ({ accounts, applications }: Needs) =>
  async (account: string): Promise<Application[]> => {
    const ids = (await accounts.find(account))?.applications ?? [];
    const found = await Promise.all(ids.map((id) => findOwn(applications, { account, id })));
    return found.filter((application) => application !== undefined);
  };
