import * as z from 'zod';

/** The environment contract of the mock CIS2 and NHS login, which no production environment has. */
export const mockIdentityProviderEnv = z.object({
  /** Base URL; the issuers are `<BASE_URL>/cis2` and `<BASE_URL>/nhs-login`. */
  BASE_URL: z.url(),
  /** KMS id of the RSA key that signs what both providers issue. */
  SIGNING_KEY: z.string().min(1),
  /** Registered applications, each a public client here. */
  APPLICATIONS_TABLE: z.string().min(1),
  /** `client_id` of the platform's own authorisation server. */
  PLATFORM_CLIENT_ID: z.string().min(1),
  /** Public JWKS, JSON, that its client assertions are checked with. */
  PLATFORM_CLIENT_JWKS: z.string().min(1),
  /** Where its users return to. */
  PLATFORM_REDIRECT_URI: z.url(),
  /** Where it is told that a user has signed out. */
  BACKCHANNEL_LOGOUT_URL: z.url(),
});
export type MockIdentityProviderEnv = Record<keyof z.input<typeof mockIdentityProviderEnv>, string>;
