import type { Account } from '../../domain/accounts/account';
import type { AccountStore } from '../../domain/accounts/account-store';

export class MemoryAccountStore implements AccountStore {
  readonly #accounts = new Map<string, Account>();

  async find(id: string): Promise<Account | undefined> {
    return structuredClone(this.#accounts.get(id));
  }

  async save(account: Account): Promise<boolean> {
    if (account.revision !== (this.#accounts.get(account.id)?.revision ?? 0) + 1) return false;
    this.#accounts.set(account.id, structuredClone(account));
    return true;
  }
}
