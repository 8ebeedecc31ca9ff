import * as z from 'zod';

/** The environment contract of the mock CIS2 and NHS login, which no production environment has. */
export const mockIdentityProviderEnv = z.object({
  /** Base URL; the issuers are `<BASE_URL>/cis2` and `<BASE_URL>/nhs-login`. */
  BASE_URL: z.url(),
  /** KMS id of the RSA key that signs ID tokens. */
  SIGNING_KEY: z.string().min(1),
});
export type MockIdentityProviderEnv = Record<keyof z.input<typeof mockIdentityProviderEnv>, string>;
