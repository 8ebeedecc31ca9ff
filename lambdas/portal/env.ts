import * as z from 'zod';
import { clientAddressTreatments } from '../../domain/logs/redaction/client-address';

/** The environment contract of the portal's function. */
export const portalEnv = z.object({
  /** Name of the environment, as pages show it and applications bear it. */
  ENVIRONMENT: z.string().min(1),
  /** `true` where subscriptions wait for approval. */
  PRODUCTION: z.enum(['true', 'false']),
  /** The portal's own origin, without a path. */
  PORTAL_URL: z.url(),
  /** Base URL of the environment's APIs: `https://api.<domain>`. */
  API_URL: z.url(),
  /** Where users of applications sign in: `https://auth.<domain>/oauth2`. */
  SIGN_IN_URL: z.url(),
  /** The same of the sandboxes; empty where there are none. */
  SANDBOX_URL: z.union([z.url(), z.literal('')]),
  /** Where stand-ins for identity providers answer; empty where the real ones do. */
  IDENTITY_URL: z.union([z.url(), z.literal('')]),
  /** Id of the application that every start of one machine has; empty elsewhere. */
  DEMO_APPLICATION: z.string(),
  /** How many mails the user pool can send in a day. */
  MAILS_A_DAY: z.coerce.number().int().positive(),
  /** Where mails can be read that leave the machine by none; empty where mails leave. */
  OUTBOX: z.union([z.url(), z.literal('')]),
  /** Address that visitors write to. */
  CONTACT: z.email(),
  /** What records of calls keep of the caller's address, as the privacy notice says. */
  CLIENT_ADDRESS: z.enum(clientAddressTreatments),
  /** Partition key `id`. */
  APPLICATIONS_TABLE: z.string().min(1),
  /** Partition key `api`. */
  REGISTRY_TABLE: z.string().min(1),
  /** Partition key `id`, TTL attribute `expiresAt` (epoch seconds): erases deleted accounts. */
  ACCOUNTS_TABLE: z.string().min(1),
  /** Partition key `id`. */
  TEAMS_TABLE: z.string().min(1),
  /** Partition key `id`. */
  ORGANISATIONS_TABLE: z.string().min(1),
  /** Partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  INVITATIONS_TABLE: z.string().min(1),
  /** Partition key `id`, TTL attribute `expiresAt` (epoch seconds), index `api`. */
  ACCESS_REQUESTS_TABLE: z.string().min(1),
  /** Partition key `team`, sort key `number`, TTL attribute `expiresAt` (epoch seconds). */
  EVENTS_TABLE: z.string().min(1),
  /** Partition key `id`. */
  PRODUCTS_TABLE: z.string().min(1),
  /** Partition key `id`. */
  DOSSIERS_TABLE: z.string().min(1),
  /** Partition key `id`. */
  GO_LIVES_TABLE: z.string().min(1),
  /** Partition key `id`. */
  ANNOUNCEMENTS_TABLE: z.string().min(1),
  /** Partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  CALL_COUNTS_TABLE: z.string().min(1),
  /** Partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  SESSIONS_TABLE: z.string().min(1),
  /** Counts of tries: partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  ATTEMPTS_TABLE: z.string().min(1),
  /** What was read at the addresses where applications publish their keys: partition key `id`. */
  KEY_SETS_TABLE: z.string().min(1),
  /** Last use of each key of an application: partition key `id`. */
  KEY_USES_TABLE: z.string().min(1),
  /** `true` where applications may publish their keys over http and on this machine. */
  LOCAL_KEY_SETS: z.enum(['true', 'false']),
  /** Whom the portal's own mails come from; empty where it can send none. */
  MAIL_FROM: z.union([z.email(), z.literal('')]),
  /** SES configuration set that they go through. */
  MAIL_SET: z.string(),
  CATALOGUE_BUCKET: z.string().min(1),
  USER_POOL_ID: z.string().min(1),
  /** A client without a secret, with ALLOW_ADMIN_USER_PASSWORD_AUTH alone. */
  USER_POOL_CLIENT_ID: z.string().min(1),
});
export type PortalEnv = Record<keyof z.input<typeof portalEnv>, string>;
