import type { AccountStore } from '../accounts/account-store';
import { changeAccount } from '../accounts/change-account';
import { nothingRegistered } from './application';
import type { ApplicationStore } from './application-store';
import { changeOwn, type OwnApplication } from './own-application';
import type { UsageKeys } from './usage-keys';

interface Needs {
  readonly accounts: AccountStore;
  readonly applications: ApplicationStore;
  readonly usageKeys: Pick<UsageKeys, 'remove'>;
}

/**
 * Ends an application: what stays of it is an id that is never used again. False where it is not the account's.
 */
export const makeDeleteApplication =
  ({ accounts, applications, usageKeys }: Needs) =>
  async (request: OwnApplication): Promise<boolean> => {
    let reference: string | undefined;
    const ended = await changeOwn(applications, request, (application) => {
      reference = application.usageKeyReference;
      const { id, revision, environment, createdAt } = application;
      const remains = { id, revision, environment, ...(createdAt && { createdAt }) };
      return { ...remains, ...nothingRegistered, name: '', status: 'revoked' };
    });
    if (reference) await usageKeys.remove(reference);
    await changeAccount(accounts, request.account, (account) => {
      const kept = account.applications.filter((id) => id !== request.id);
      return kept.length === account.applications.length ? undefined : { ...account, applications: kept };
    });
    return ended !== undefined;
  };
