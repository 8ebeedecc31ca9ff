import type { Clock } from '../ports';
import type { Account } from './account';
import type { DirectoryUser } from './account-directory';
import type { AccountStore } from './account-store';

interface Needs {
  readonly accounts: AccountStore;
  readonly clock: Clock;
}

/** The account of someone who has signed in, made at the first time; undefined where it is deleted. */
export const makeOpenAccount =
  ({ accounts, clock }: Needs) =>
  async ({ id, name, email }: DirectoryUser): Promise<Account | undefined> => {
    const found = await accounts.find(id);
    if (found) return found.status === 'active' ? found : undefined;
    const createdAt = clock.now().toISOString();
    const made: Account = { id, revision: 1, name, email, status: 'active', createdAt, applications: [] };
    if (await accounts.save(made)) return made;
    const first = await accounts.find(id);
    return first?.status === 'active' ? first : undefined;
  };
