import type { Clock } from '../ports';
import { erasedAfterDays } from './account';
import type { AccountDirectory } from './account-directory';
import type { AccountStore } from './account-store';
import { changeAccount } from './change-account';

interface Needs {
  readonly accounts: AccountStore;
  readonly directory: Pick<AccountDirectory, 'remove'>;
  /** Takes the account out of its teams, which go on without it; one of nobody else ends with its applications. */
  readonly leaveTeams: (account: string) => Promise<void>;
  readonly clock: Clock;
}

const day = 24 * 60 * 60;

/**
 * Ends the account and what is its alone at once; name and address are erased `erasedAfterDays` later by the row's
 * expiry. The account is marked first, so that nothing can be added to it, and every step may be taken again.
 */
export const makeDeleteAccount =
  ({ accounts, directory, leaveTeams, clock }: Needs) =>
  async (id: string): Promise<void> => {
    const now = clock.now();
    const expiresAt = Math.floor(now.getTime() / 1000) + erasedAfterDays * day;
    await changeAccount(accounts, id, (account) => ({
      ...account,
      status: 'deleted',
      devices: [],
      deletedAt: account.deletedAt ?? now.toISOString(),
      expiresAt: account.expiresAt ?? expiresAt,
    }));
    await leaveTeams(id);
    await directory.remove(id);
  };
