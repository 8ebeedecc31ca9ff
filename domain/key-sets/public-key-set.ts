import * as z from 'zod';

/** A JWKS (RFC 7517 §5), never with a private member. */
export const publicKeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) });
export type PublicKeySet = z.infer<typeof publicKeySet>;

/**
 * What an application may sign with: RS512 is the original platform's; the others are those of FAPI 2.0 §5.4 and their
 * longer kin.
 */
export const assertionAlgorithms = ['RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;
