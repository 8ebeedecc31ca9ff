import * as z from 'zod';
import { keySetReason } from './key-set-problem';
import { publicKeySet } from './public-key-set';

/**
 * What was last read at the address where an application publishes its keys: one item for each application, keyed by
 * its `id`, written with a condition on `revision`. All times are epoch seconds.
 */
export const keptKeySet = z.object({
  id: z.string().min(1),
  revision: z.int().positive(),
  url: z.string(),
  /** As it was read last, whatever went wrong since. */
  keySet: publicKeySet.optional(),
  /** Start of the last try that succeeded. */
  readAt: z.int().optional(),
  /** Start of the last try, which is under way until `readAt` or `lastError.at` is the same. */
  triedAt: z.int(),
  /** Of the last try that failed, though others have succeeded since. */
  lastError: z
    .object({
      at: z.int(),
      // A reason that a later release adds must not stop an earlier one from reading the row.
      reason: keySetReason.catch('no_connection'),
      status: z.int().optional(),
    })
    .optional(),
  expiresAt: z.int(),
});
export type KeptKeySet = z.infer<typeof keptKeySet>;

/** What all instances of the authorisation server know of the key sets that applications publish. */
export interface KeySetStore {
  find(applicationId: string): Promise<KeptKeySet | undefined>;
  /**
   * Writes it if what is stored is at the revision before its own (nothing stored counts as 0). Answers false, and
   * writes nothing, where another writer came first.
   */
  save(kept: KeptKeySet): Promise<boolean>;
}
