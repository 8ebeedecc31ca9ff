import type { AccountStore } from '../accounts/account-store';
import { changeAccount } from '../accounts/change-account';
import { type Application, nothingRegistered } from './application';
import type { ApplicationStore } from './application-store';
import { changeApplication } from './change-application';
import type { OwnApplication } from './own-application';
import { isForPublisher, standingOf } from './subscription';
import { usageKeyReferences } from './usage-key-of';
import type { UsageKeys } from './usage-keys';

interface Needs {
  readonly accounts: AccountStore;
  readonly applications: ApplicationStore;
  readonly usageKeys: Pick<UsageKeys, 'remove'>;
}

/**
 * Ends an application: what stays of it is an id that is never used again, and what was withdrawn from it. False where
 * it is not the account's.
 */
export const makeDeleteApplication =
  ({ accounts, applications, usageKeys }: Needs) =>
  async (request: OwnApplication): Promise<boolean> => {
    const isAccountDeleted = (await accounts.find(request.account))?.status === 'deleted';
    let counted: readonly string[] = [];
    const ended = await changeApplication(applications, request.id, (application) => {
      const { owner, status } = application;
      // A suspended application speaks against its owner's next, and ends with the account only.
      if (owner !== request.account || (status === 'revoked' && !isAccountDeleted)) return undefined;
      counted = usageKeyReferences(application);
      return remainsOf(application);
    });
    for (const reference of counted) await usageKeys.remove(reference);
    const remains = ended ?? (await applications.find(request.id));
    if (isAccountDeleted || !isRemembered(remains)) await unlist(accounts, request);
    return ended !== undefined;
  };

function remainsOf(application: Application): Application {
  const { id, revision, environment, createdAt } = application;
  const withdrawn = Object.entries(application.subscriptions).filter(([api]) =>
    isForPublisher(standingOf(application, api)),
  );
  const subscriptions = Object.fromEntries(withdrawn);
  const remains = { id, revision, environment, ...(createdAt && { createdAt }) };
  return { ...remains, ...nothingRegistered, subscriptions, name: '', status: 'revoked' };
}

/** Whether it still speaks against subscribing the account's other applications at once. */
const isRemembered = (remains: Application | undefined): boolean =>
  remains !== undefined && (remains.owner !== undefined || Object.keys(remains.subscriptions).length > 0);

const unlist = (accounts: AccountStore, request: OwnApplication) =>
  changeAccount(accounts, request.account, (account) => {
    const kept = account.applications.filter((id) => id !== request.id);
    return kept.length === account.applications.length ? undefined : { ...account, applications: kept };
  });
