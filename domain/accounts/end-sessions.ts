import type { Account } from './account';
import type { AccountStore } from './account-store';
import { changeAccount } from './change-account';

/** Ends every session of an account and forgets its devices; undefined where it is not there. */
export const makeEndSessions =
  ({ accounts }: { readonly accounts: AccountStore }) =>
  (id: string): Promise<Account | undefined> =>
    changeAccount(accounts, id, (account) => ({
      ...account,
      generation: (account.generation ?? 0) + 1,
      devices: [],
    }));
