import * as z from 'zod';
import { retention } from '../retention/retention';
import { acceptedTerms } from './terms';

/** A developer's account: one item of the accounts table, written with a condition on `revision`. */
export const account = z.object({
  /** `DirectoryUser.id`. */
  id: z.string().min(1),
  revision: z.number().int().positive(),
  /** The only personal data that is asked of anyone. */
  name: z.string(),
  email: z.string(),
  status: z.enum(['active', 'deleted']),
  createdAt: z.iso.datetime(),
  deletedAt: z.iso.datetime().optional(),
  /** Ids of the teams it is in, in the order it came into them. */
  teams: z.array(z.string()).default([]),
  /** Ids of applications of before there were teams, until the next visit makes a team of them. */
  applications: z.array(z.string()).default([]),
  /** One more whenever all its sessions end: a session of an earlier generation is over. Absent: none did yet. */
  generation: z.number().int().positive().optional(),
  /** Browsers that have proved to be the owner's, the latest last; of their secrets only the hash. */
  devices: z.array(z.object({ hash: z.string().min(1), since: z.iso.datetime() })).optional(),
  /** Absent where the account is older than the record of it. */
  terms: acceptedTerms.optional(),
  /** Epoch second after which the row is gone; set when the account is deleted. */
  expiresAt: z.number().int().optional(),
});
export type Account = z.infer<typeof account>;

/** Days between the deletion of an account and the erasure of its name and address. */
export const erasedAfterDays = retention.accounts.keptFor.days;
