import type { Clock } from '../ports';
import { erasedAfterDays } from './account';
import type { AccountDirectory } from './account-directory';
import type { AccountStore } from './account-store';
import { changeAccount } from './change-account';

interface Needs {
  readonly accounts: AccountStore;
  readonly directory: Pick<AccountDirectory, 'remove'>;
  /** Ends an application: keys, subscriptions and all. */
  readonly deleteApplication: (request: { account: string; id: string }) => Promise<unknown>;
  readonly clock: Clock;
}

const day = 24 * 60 * 60;

/**
 * Ends the account and its applications at once; name and address are erased `erasedAfterDays` later by the row's
 * expiry. The account is marked first, so that nothing can be added to it, and every step may be taken again.
 */
export const makeDeleteAccount =
  ({ accounts, directory, deleteApplication, clock }: Needs) =>
  async (id: string): Promise<void> => {
    const now = clock.now();
    const expiresAt = Math.floor(now.getTime() / 1000) + erasedAfterDays * day;
    const deleted = await changeAccount(accounts, id, (account) => ({
      ...account,
      status: 'deleted',
      devices: [],
      deletedAt: account.deletedAt ?? now.toISOString(),
      expiresAt: account.expiresAt ?? expiresAt,
    }));
    for (const application of deleted?.applications ?? []) await deleteApplication({ account: id, id: application });
    await directory.remove(id);
  };
