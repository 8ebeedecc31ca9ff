import * as z from 'zod';

/** The environment contract of the authorisation server's function. */
export const tokenEnv = z.object({
  /** Issuer of access tokens: `https://api.<domain>/oauth2`. */
  ISSUER: z.url(),
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
  /** KMS ids of the signing keys, separated by spaces; the first signs, all are published. */
  SIGNING_KEYS: z.string().min(1),
  /** Public JWKS of those keys, JSON, as the custom resource read it at deploy time. */
  PLATFORM_JWKS: z.string().min(1),
  /** KMS id of the symmetric key that encrypts a user's identity inside access tokens. */
  IDENTITY_KEY: z.string().min(1),
  /** JSON: `{"nhs-cis2": {"issuer", "jwksUri"}, "nhs-login": {…}}`; absent providers cannot be exchanged. */
  IDENTITY_PROVIDERS: z.string().min(1),
});
export type TokenEnv = Record<keyof z.input<typeof tokenEnv>, string>;
