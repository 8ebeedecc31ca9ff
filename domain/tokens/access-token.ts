import * as z from 'zod';
import { accessMode } from '../access/access-mode';

/** RFC 9068 §2.1. */
export const accessTokenType = 'at+jwt';

/** Seconds that an access token lives: what the original platform answers for every grant. */
export const accessTokenLifetime = 599;

/** The claims of RFC 9068 §2.2 and the two that say what was proved. */
export const accessTokenClaims = z.object({
  iss: z.string(),
  sub: z.string(),
  client_id: z.string().min(1),
  aud: z.string(),
  iat: z.int().nonnegative(),
  exp: z.int().positive(),
  jti: z.string().min(1),
  mode: accessMode,
  /** A user's identity as `IdentityCipher` sealed it; user-restricted tokens only. */
  identity: z.string().optional(),
});
export type AccessTokenClaims = z.infer<typeof accessTokenClaims>;
