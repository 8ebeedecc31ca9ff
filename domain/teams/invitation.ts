import * as z from 'zod';
import { roles } from './permissions';

/**
 * Somebody who is asked into a team: one item of the invitations table, keyed by the SHA-256 of the secret in its link. It
 * holds an address of somebody who may have no account, so it ends by itself.
 */
export const invitation = z.object({
  id: z.string().min(1),
  revision: z.number().int().positive(),
  team: z.string().min(1),
  email: z.string(),
  role: z.enum(roles),
  /** `Account.id` of who invited. */
  by: z.string(),
  /** Epoch second from which it holds no more. */
  expiresAt: z.number().int(),
  /** Once it was taken up or taken back. */
  isOver: z.boolean().optional(),
});
export type Invitation = z.infer<typeof invitation>;
