import * as z from 'zod';

/** A browser that is signed in. Its secret rests nowhere: only the hash does, and is the key. */
export const session = z.object({
  id: z.string().min(1),
  account: z.string().min(1),
  /** What every form of the session must send back. */
  formToken: z.string().min(1),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  /** `Account.generation` when it began. */
  generation: z.number().int().positive().optional(),
  /** Epoch second after which the row may go, whatever happens. */
  expiresAt: z.number().int(),
});
export type Session = z.infer<typeof session>;

export interface SessionStore {
  find(id: string): Promise<Session | undefined>;
  save(session: Session): Promise<void>;
  /** Notes that a session was used; one that is gone does not come back. */
  touch(id: string, lastSeenAt: string): Promise<void>;
  remove(id: string): Promise<void>;
}
