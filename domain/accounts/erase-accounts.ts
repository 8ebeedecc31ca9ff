import type { EvidenceStore } from '../evidence/evidence-store';
import type { Clock } from '../ports';
import { unconfirmedForDays } from '../retention/periods';
import { erasedAfterDays } from './account';
import type { AccountDirectory } from './account-directory';
import type { DeletedAccount, DeletedAccounts } from './deleted-accounts';

interface Needs {
  readonly accounts: DeletedAccounts;
  /** Ends sign-in and what is the account’s alone; may be done again. */
  readonly deleteAccount: (id: string) => Promise<void>;
  readonly directory: Pick<AccountDirectory, 'removeUnconfirmed'>;
  readonly evidence: Pick<EvidenceStore, 'keep'>;
  readonly clock: Clock;
}

/** What a sweep did and found, of nobody in particular. */
export interface Erasure {
  readonly at: string;
  readonly erasedAfterDays: number;
  /** Accounts erased now. */
  readonly erased: number;
  /** Deletions that had been cut short, done again. */
  readonly finished: number;
  /** Deleted accounts whose time has not come. */
  readonly waiting: number;
  /** Accounts that could not be erased or ended; the next sweep tries again. */
  readonly failed: number;
  /** Sign-ups that were never confirmed, forgotten now. */
  readonly unconfirmed: number;
  /** Day on which the next account is due; `null` where none waits. */
  readonly nextDue: string | null;
}

const day = 24 * 60 * 60 * 1000;
/** Deletions younger than this are done again, as one may have stopped before the sign-in was removed. */
const recent = 2 * day;

/** Erases every deleted account that is due, and keeps proof of it by day and number. */
export const makeEraseAccounts =
  ({ accounts, deleteAccount, directory, evidence, clock }: Needs) =>
  async (): Promise<Erasure> => {
    const now = clock.now();
    const counts = { erased: 0, finished: 0, failed: 0 };
    const dueLater: number[] = [];
    for await (const account of accounts.list()) {
      const outcome = await settle(account);
      if (outcome === 'waiting') dueLater.push(account.expiresAt);
      else counts[outcome] += 1;
    }
    const unconfirmed = await directory.removeUnconfirmed(new Date(now.getTime() - unconfirmedForDays * day));
    const erasure: Erasure = {
      at: now.toISOString(),
      erasedAfterDays,
      ...counts,
      unconfirmed,
      waiting: dueLater.length,
      nextDue: dueLater.length > 0 ? dayOf(dueLater.reduce((one, other) => Math.min(one, other))) : null,
    };
    const name = `account-erasure/${erasure.at.slice(0, 19).replaceAll(':', '-')}.json`;
    await evidence.keep(name, `${JSON.stringify(erasure, undefined, 2)}\n`);
    return erasure;

    async function settle(account: DeletedAccount): Promise<'erased' | 'failed' | 'waiting'> {
      const isDue = account.expiresAt * 1000 <= now.getTime();
      const isUnfinished = account.teams.length > 0 || now.getTime() - Date.parse(account.deletedAt) < recent;
      try {
        if (isUnfinished) await deleteAccount(account.id);
        if (account.teams.length > 0) counts.finished += 1;
        // What is gone already was erased by the row's own expiry.
        if (isDue) await accounts.erase(account.id, now);
        return isDue ? 'erased' : 'waiting';
      } catch {
        return 'failed';
      }
    }
  };

const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
