import { mostApplications } from '../accounts/account';
import type { AccountStore } from '../accounts/account-store';
import { changeAccount } from '../accounts/change-account';
import type { Clock, NewId } from '../ports';
import { type Application, nothingRegistered } from './application';
import type { ApplicationStore } from './application-store';

interface Needs {
  readonly accounts: AccountStore;
  readonly applications: ApplicationStore;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Name of the environment whose APIs it may call. */
  readonly environment: string;
}

/** Registers an application without keys or subscriptions; undefined where the account may have no more. */
export const makeCreateApplication =
  ({ accounts, applications, clock, newId, environment }: Needs) =>
  async (request: { readonly account: string; readonly name: string }): Promise<Application | undefined> => {
    const application: Application = {
      id: newId(),
      revision: 1,
      name: request.name,
      environment,
      status: 'approved',
      ...nothingRegistered,
      owner: request.account,
      createdAt: clock.now().toISOString(),
    };
    // Listed first: what is listed and not there is passed over, what is there and not listed would never be deleted.
    const listed = await changeAccount(accounts, request.account, (account) =>
      account.status === 'active' && account.applications.length < mostApplications
        ? { ...account, applications: [...account.applications, application.id] }
        : undefined,
    );
    if (!listed) return undefined;
    await applications.save(application);
    return application;
  };
