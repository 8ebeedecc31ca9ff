import * as z from 'zod';
import { accessMode } from '../../credentials/access-mode';

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
  /** Never issued here; heeded where it stands. */
  nbf: z.int().optional(),
  jti: z.string().min(1),
  mode: accessMode,
  /** What the mode is called among the original platform's scopes, without the API: `urn:nhsd:apim:app:level3`. */
  scope: z.string(),
  /** `Authorization.id`; user-restricted tokens only. */
  grant: z.string().optional(),
  /** RFC 9068 §2.2.1, as the identity provider said. */
  acr: z.string().optional(),
  auth_time: z.int().optional(),
  /** RFC 8693 §4.1: somebody acts for the user; a reference, as who it is stands in `identity`. */
  act: z.object({ sub: z.string() }).optional(),
  /** A user's identity as `IdentityCipher` sealed it; user-restricted tokens only. */
  identity: z.string().optional(),
  /** RFC 7800: never issued here, so never accepted. */
  cnf: z.undefined().optional(),
});
export type AccessTokenClaims = z.infer<typeof accessTokenClaims>;
