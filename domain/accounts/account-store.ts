import type { Account } from './account';

export interface AccountStore {
  find(id: string): Promise<Account | undefined>;
  /**
   * Writes the account if what is stored is at the revision before its own (nothing stored counts as 0). Answers false,
   * and writes nothing, where another writer came first.
   */
  save(account: Account): Promise<boolean>;
}
