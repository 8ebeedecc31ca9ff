import { changeRow } from '../change-row';
import type { Account } from './account';
import type { AccountStore } from './account-store';

/** `changeRow` of an account. */
export const changeAccount = (
  accounts: AccountStore,
  id: string,
  change: (account: Account) => Account | undefined,
): Promise<Account | undefined> => changeRow(accounts, id, change);
