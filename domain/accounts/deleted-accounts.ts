import * as z from 'zod';

/** What is read of a deleted account; who it was is not. */
export const deletedAccount = z.object({
  id: z.string().min(1),
  deletedAt: z.iso.datetime(),
  /** Epoch second after which it is to be erased. */
  expiresAt: z.number().int(),
  teams: z.array(z.string()).default([]),
});
export type DeletedAccount = z.infer<typeof deletedAccount>;

export interface DeletedAccounts {
  list(): AsyncIterable<DeletedAccount>;
  /** Erases what is stored of an account, if it is deleted and was due by `now`. False, and nothing, otherwise. */
  erase(id: string, now: Date): Promise<boolean>;
}
