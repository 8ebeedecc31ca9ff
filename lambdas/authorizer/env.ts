import * as z from 'zod';

/** The environment contract of the shared authoriser. */
export const authorizerEnv = z.object({
  ISSUER: z.url(),
  AUDIENCE: z.url(),
  /** Public JWKS of the authorisation server, JSON: read from KMS at deploy time, so a cold start needs no network. */
  PLATFORM_JWKS: z.string().min(1),
  /**
   * Which keys these are. Nothing reads it: it is what changes in the template of the authoriser's stack at a rotation.
   * Without it that stack is not deployed anew, as its reference to the key set reads the same as before.
   */
  SIGNING_KEY_GENERATIONS: z.string().min(1),
  APPLICATIONS_TABLE: z.string().min(1),
  REVOCATIONS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  /** Last use of each key: partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  KEY_USES_TABLE: z.string().min(1),
  /** Secrets Manager ARN of the platform's monitoring key, which opens `_status`. */
  MONITORING_KEY_SECRET: z.string().min(1),
});
export type AuthorizerEnv = Record<keyof z.input<typeof authorizerEnv>, string>;
