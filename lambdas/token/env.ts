import * as z from 'zod';

/** The environment contract of the authorisation server's function. */
export const tokenEnv = z.object({
  /** Issuer of access tokens: `https://api.<domain>/oauth2`. */
  ISSUER: z.url(),
  /** Base URL under which people's browsers sign in: `https://auth.<domain>/oauth2`. */
  SIGN_IN_URL: z.url(),
  /** The custom domain of that URL; empty where the server has one address for everybody. */
  SIGN_IN_HOST: z.string(),
  /** What a client assertion's `aud` may be: the token endpoint's URLs, separated by spaces. */
  TOKEN_ENDPOINTS: z.string().min(1),
  /** `aud` of access tokens: `https://api.<domain>`. */
  AUDIENCE: z.url(),
  APPLICATIONS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  GRANTS_TABLE: z.string().min(1),
  REVOCATIONS_TABLE: z.string().min(1),
  /** Burnt `jti`s: partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  REPLAYS_TABLE: z.string().min(1),
  /** What was read at the addresses where applications publish their keys: partition key `id`, TTL `expiresAt`. */
  KEY_SETS_TABLE: z.string().min(1),
  /** Last use of each key: partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  KEY_USES_TABLE: z.string().min(1),
  /** `true` where applications may publish their keys over http and on this machine: never where others can reach it. */
  LOCAL_KEY_SETS: z.enum(['true', 'false']),
  /** Counts of requests: partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  ATTEMPTS_TABLE: z.string().min(1),
  /** JSON: `RequestLimits`. */
  REQUEST_LIMITS: z.string().min(1),
  /** Secrets Manager ARN of the platform's monitoring key, which opens `_status`. */
  MONITORING_KEY_SECRET: z.string().min(1),
  /** KMS ids of the signing keys, separated by spaces; the first signs, all are published. */
  SIGNING_KEYS: z.string().min(1),
  /** Public JWKS of those keys, JSON, as the custom resource read it at deploy time. */
  PLATFORM_JWKS: z.string().min(1),
  /** KMS id of the HMAC key under which marks are made of what callers choose and of who users are upstream. */
  MARK_KEY: z.string().min(1),
  /** KMS id of the symmetric key that encrypts a user's identity inside access tokens. */
  IDENTITY_KEY: z.string().min(1),
  /** JSON: `{"nhs-cis2": {"issuer", "jwksUri"}, "nhs-login": {…}}`; absent providers cannot be exchanged. */
  IDENTITY_PROVIDERS: z.string().min(1),
});
export type TokenEnv = Record<keyof z.input<typeof tokenEnv>, string>;
