import * as z from 'zod';
import { accessMode } from '../credentials/access-mode';
import { identityProviderName } from './identity-provider';

/**
 * What one sign-in of a user lets one application do: a single item, keyed by `id`, written with a condition on
 * `revision`. Its code, its refresh tokens and their history are inside it, so that of any number of parallel uses one
 * wins. All times are epoch seconds; secrets rest only as their SHA-256, base64url.
 */
export const authorization = z.object({
  /** Random; stands in access tokens as `grant`, and before the dot of codes and refresh tokens. */
  id: z.string().min(1),
  revision: z.int().positive(),
  applicationId: z.string().min(1),
  provider: identityProviderName,
  /** The platform led the user through the sign-in (`combined`), or the application did (`separate`). */
  pattern: z.enum(['combined', 'separate']),
  mode: accessMode,
  /** The user's identity as `IdentityCipher` sealed it for the application. */
  identity: z.string().min(1),
  /** Set where one person acts for another (RFC 8693 §4.1): a random reference, as who acts is inside `identity`. */
  actor: z.string().optional(),
  /** `acr` and `auth_time` of the identity provider (RFC 9068 §2.2.1). */
  acr: z.string().optional(),
  authTime: z.int().optional(),
  code: z
    .object({
      hash: z.string(),
      redirectUri: z.string(),
      /** Mark of the `code_challenge` by S256 (RFC 7636 §4.2), which is the application's to choose. */
      challengeMark: z.string().optional(),
      expiresAt: z.int(),
      used: z.boolean(),
    })
    .optional(),
  refresh: z.object({ hash: z.string(), count: z.int().nonnegative(), expiresAt: z.int() }).optional(),
  /** Hashes of the refresh tokens that were used: whoever brings one again has a copy. */
  spent: z.array(z.string()),
  /** What the refresh token that was used last was answered, sealed: its application may not have got it. */
  lastAnswer: z.object({ to: z.string(), sealed: z.string(), until: z.int() }).optional(),
  /** The identity provider's own access token, sealed, for userinfo; combined sign-ins with CIS2 only. */
  upstream: z.object({ accessToken: z.string(), expiresAt: z.int() }).optional(),
  /** Marks of provider and `sid`, and of provider and `sub`: what a back-channel logout finds authorisations by. */
  upstreamSession: z.string().optional(),
  upstreamUser: z.string().optional(),
  /** No refresh token of this authorisation lives longer. */
  endsAt: z.int(),
  revoked: z.boolean(),
  /** The item's own end: the last of its access tokens has expired by then. */
  expiresAt: z.int(),
});
export type Authorization = z.infer<typeof authorization>;
