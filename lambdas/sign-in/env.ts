import * as z from 'zod';

/** The environment contract of the function that signs users in. */
export const signInEnv = z.object({
  /** Issuer of access tokens: `https://api.<domain>/oauth2`. */
  ISSUER: z.url(),
  /** Base URL under which people's browsers sign in: `https://auth.<domain>/oauth2`. */
  SIGN_IN_URL: z.url(),
  /** The custom domain of that URL; empty where the server has one address for everybody. */
  SIGN_IN_HOST: z.string(),
  /** `aud` of access tokens: `https://api.<domain>`. */
  AUDIENCE: z.url(),
  APPLICATIONS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  /** Users on their way: partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  SIGN_INS_TABLE: z.string().min(1),
  GRANTS_TABLE: z.string().min(1),
  REVOCATIONS_TABLE: z.string().min(1),
  REPLAYS_TABLE: z.string().min(1),
  /** Counts of requests: partition key `id`, TTL attribute `expiresAt` (epoch seconds). */
  ATTEMPTS_TABLE: z.string().min(1),
  /** JSON: `RequestLimits`. */
  REQUEST_LIMITS: z.string().min(1),
  /** Public JWKS of the keys that sign access tokens, JSON. */
  PLATFORM_JWKS: z.string().min(1),
  /** KMS id of the HMAC key under which marks are made of what callers choose and of who users are upstream. */
  MARK_KEY: z.string().min(1),
  /** KMS id of the symmetric key that encrypts who a user is, and what the provider lets the platform ask. */
  IDENTITY_KEY: z.string().min(1),
  /** KMS ids of the keys that prove the platform to identity providers, separated by spaces; the first signs. */
  RELYING_PARTY_KEYS: z.string().min(1),
  /** JSON: `{"nhs-cis2": {"issuer", "jwksUri", "clientId"}, "nhs-login": {…}}`. */
  IDENTITY_PROVIDERS: z.string().min(1),
});
export type SignInEnv = Record<keyof z.input<typeof signInEnv>, string>;
