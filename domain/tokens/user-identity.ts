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
});
export type UserIdentity = z.infer<typeof userIdentity>;
