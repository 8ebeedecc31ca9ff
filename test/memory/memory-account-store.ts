import type { Account } from '../../domain/accounts/account';
import type { AccountStore } from '../../domain/accounts/account-store';
import { type DeletedAccount, type DeletedAccounts, deletedAccount } from '../../domain/accounts/deleted-accounts';

export class MemoryAccountStore implements AccountStore, DeletedAccounts {
  readonly #accounts = new Map<string, Account>();

  async find(id: string): Promise<Account | undefined> {
    return structuredClone(this.#accounts.get(id));
  }

  async save(account: Account): Promise<boolean> {
    if (account.revision !== (this.#accounts.get(account.id)?.revision ?? 0) + 1) return false;
    this.#accounts.set(account.id, structuredClone(account));
    return true;
  }

  async *list(): AsyncGenerator<DeletedAccount> {
    const deleted = [...this.#accounts.values()].filter(({ status }) => status === 'deleted');
    for (const account of deleted) yield deletedAccount.parse(account);
  }

  async erase(id: string, now: Date): Promise<boolean> {
    const { status, expiresAt = Number.POSITIVE_INFINITY } = this.#accounts.get(id) ?? {};
    return status === 'deleted' && expiresAt * 1000 <= now.getTime() && this.#accounts.delete(id);
  }
}
