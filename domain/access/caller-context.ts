import * as z from 'zod';
import { accessMode } from '../credentials/access-mode';

/**
 * What the authoriser tells the relay and the access log of a caller. API Gateway carries it as strings and caches it
 * with the policy, so nothing of a single request may stand in it.
 */
export const callerContext = z.object({
  applicationId: z.string(),
  applicationName: z.string().optional(),
  /** Of the application's owner; the access log counts by it. */
  organisationType: z.string().optional(),
  /** The access mode reached; `monitoring` for the platform's own prober. */
  mode: z.union([accessMode, z.literal('monitoring')]),
  /** The application's attributes as a JSON object of strings. */
  attributes: z.string().optional(),
  /** The `identity` claim of a user-restricted access token: encrypted by the authorisation server. */
  identity: z.string().optional(),
  /** Why a caller was refused; set with a Deny only. */
  reason: z.string().optional(),
});
export type CallerContext = z.infer<typeof callerContext>;
