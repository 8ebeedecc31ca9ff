import * as z from 'zod';

/** The environment contract of the daily sweep that erases deleted accounts. */
export const accountErasureEnv = z.object({
  ACCOUNTS_TABLE: z.string().min(1),
  APPLICATIONS_TABLE: z.string().min(1),
  ACCESS_REQUESTS_TABLE: z.string().min(1),
  EVENTS_TABLE: z.string().min(1),
  TEAMS_TABLE: z.string().min(1),
  USER_POOL_ID: z.string().min(1),
  USER_POOL_CLIENT_ID: z.string().min(1),
  EVIDENCE_BUCKET: z.string().min(1),
});
export type AccountErasureEnv = Record<keyof z.input<typeof accountErasureEnv>, string>;
