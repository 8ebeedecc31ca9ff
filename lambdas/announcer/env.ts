import * as z from 'zod';

/** The environment contract of the function that mails announcements. */
export const announcerEnv = z.object({
  /** The portal's own origin, without a path. */
  PORTAL_URL: z.url(),
  REGISTRY_TABLE: z.string().min(1),
  ANNOUNCEMENTS_TABLE: z.string().min(1),
  ACCESS_REQUESTS_TABLE: z.string().min(1),
  APPLICATIONS_TABLE: z.string().min(1),
  TEAMS_TABLE: z.string().min(1),
  ACCOUNTS_TABLE: z.string().min(1),
  /** Whom mails come from; empty where none can be sent. */
  MAIL_FROM: z.union([z.email(), z.literal('')]),
  /** SES configuration set that they go through. */
  MAIL_SET: z.string(),
});
export type AnnouncerEnv = Record<keyof z.input<typeof announcerEnv>, string>;
