import type { Clock } from '../ports';
import type { Account } from './account';
import type { DirectoryUser } from './account-directory';
import type { AccountStore } from './account-store';
import { changeAccount } from './change-account';

interface Needs {
  readonly accounts: AccountStore;
  readonly clock: Clock;
}

/**
 * The account of someone who has proved to be its owner, made at the first time, with the name and the address that the
 * directory knows; undefined where it is deleted.
 */
export const makeOpenAccount =
  ({ accounts, clock }: Needs) =>
  async ({ id, name, email, terms }: DirectoryUser): Promise<Account | undefined> => {
    const found = await accounts.find(id);
    if (found) {
      const isCurrent = found.name === name && found.email === email;
      const current = isCurrent ? found : await changeAccount(accounts, id, (account) => ({ ...account, name, email }));
      return current?.status === 'active' ? current : undefined;
    }
    const createdAt = clock.now().toISOString();
    const who = { id, name, email, createdAt, ...(terms && { terms }) };
    const made: Account = { ...who, revision: 1, status: 'active', teams: [], applications: [] };
    if (await accounts.save(made)) return made;
    const first = await accounts.find(id);
    return first?.status === 'active' ? first : undefined;
  };
