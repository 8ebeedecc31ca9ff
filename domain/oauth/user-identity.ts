import * as z from 'zod';

/**
 * Who the user of a user-restricted token is, by the names of the `x-nhsd-apim` extension's `target-identity`. It
 * travels encrypted in the access token's `identity` claim, and only the relay that needs it can read it.
 */
export const userIdentity = z.object({
  'cis2-uuid': z.string().optional(),
  'cis2-urid': z.string().optional(),
  'cis2-acr': z.string().optional(),
  'nhs-login-nhs-number': z.string().optional(),
  'nhs-login-identity-proofing-level': z.string().optional(),
  /** NHS number of who acts for the user (RFC 8693 `act`). */
  'nhs-login-actor-nhs-number': z.string().optional(),
  /** The identity provider's own ID token, where an API that the application may call asks for it. */
  'id-token': z.string().optional(),
  /** Every role that CIS2 says the user has, by `person_roleid`; absent where it did not say. */
  'cis2-roles': z.array(z.string()).optional(),
});
export type UserIdentity = z.infer<typeof userIdentity>;
