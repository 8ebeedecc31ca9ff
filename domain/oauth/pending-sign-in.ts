import * as z from 'zod';
import { identityProviderName } from './identity-provider';

/** Seconds in which a user must come back from the identity provider. */
export const signInPeriod = 600;

/** A user on the way to an identity provider and back. */
export const pendingSignIn = z.object({
  provider: identityProviderName,
  applicationId: z.string().min(1),
  /** Where the application asked the user to be sent, with the `state` that is its own affair. */
  redirectUri: z.string(),
  state: z.string(),
  /** The application's `code_challenge` by S256. */
  challenge: z.string().optional(),
  /** What the platform's own request to the identity provider is held to (OpenID Connect `nonce`, RFC 7636). */
  nonce: z.string().min(1),
  verifier: z.string().min(1),
});
export type PendingSignIn = z.infer<typeof pendingSignIn>;

/**
 * A user on the way as the table holds it: one item, which the way back takes out. Both its id and the key that opens it
 * are made of what the user's browser brings, `state` and the secret of its cookie, so that the table alone says nothing,
 * and nobody without both can find it, read it or use it up.
 */
export const sealedSignIn = z.object({
  id: z.string().min(1),
  /** The `PendingSignIn`. */
  sealed: z.string().min(1),
  /** Epoch seconds. */
  expiresAt: z.int(),
});
export type SealedSignIn = z.infer<typeof sealedSignIn>;
