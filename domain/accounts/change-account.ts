import type { Account } from './account';
import type { AccountStore } from './account-store';

/** Other writers of the same account are the same person: a few tries are plenty. */
const tries = 5;

/**
 * Writes what `change` makes of an account, again where another writer came between. Undefined from `change`, or an
 * account that is not there, writes nothing and is the answer.
 */
export async function changeAccount(
  accounts: AccountStore,
  id: string,
  change: (account: Account) => Account | undefined,
): Promise<Account | undefined> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = await accounts.find(id);
    const changed = found && change(found);
    if (!(found && changed)) return undefined;
    const next = { ...changed, revision: found.revision + 1 };
    if (await accounts.save(next)) return next;
  }
  throw new Error('An account could not be written for other writers');
}
