import * as z from 'zod';

/** The environment contract of the daily sweep over what products have answered. */
export const evidenceWatchEnv = z.object({
  PORTAL_URL: z.url(),
  ACCOUNTS_TABLE: z.string().min(1),
  APPLICATIONS_TABLE: z.string().min(1),
  ACCESS_REQUESTS_TABLE: z.string().min(1),
  TEAMS_TABLE: z.string().min(1),
  EVENTS_TABLE: z.string().min(1),
  PRODUCTS_TABLE: z.string().min(1),
  DOSSIERS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  /** Whom mails come from; empty where the environment can send none. */
  MAIL_FROM: z.union([z.email(), z.literal('')]),
  /** SES configuration set that they go through. */
  MAIL_SET: z.string(),
});
export type EvidenceWatchEnv = Record<keyof z.input<typeof evidenceWatchEnv>, string>;
