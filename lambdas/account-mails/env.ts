import * as z from 'zod';

/** The environment contract of the function that words Cognito's mails. */
export const accountMailsEnv = z.object({
  /** The portal's own origin, without a path. */
  PORTAL_URL: z.url(),
});
export type AccountMailsEnv = Record<keyof z.input<typeof accountMailsEnv>, string>;
