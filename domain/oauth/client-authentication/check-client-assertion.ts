import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import { refuseExpired, refuseFuture, rememberedUntil, requireExpiry, type UnverifiedJwt } from '../tokens/jwt';
import { assertionRules, requireAlgorithm, requireType } from './assertion-rules';

const jwtBearerAssertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Before anything else of a grant that asks for a signed JWT, as in the original. */
export function requireAssertionType(form: TokenForm): void {
  if (form.client_assertion_type !== jwtBearerAssertion) throw new TokenRefusal('assertion_type');
}

// "Five minutes", and ten seconds more, as in the original.
const longestLifetime = 310;
// A GUID has 36 characters; the identifier becomes part of a database key.
const longestJti = 256;

export interface ClientAssertion {
  readonly applicationId: string;
  readonly kid: string;
  readonly jti: string;
  /** How long it must not be used again. */
  readonly rememberUntil: Date;
}

/** Header and claims of RFC 7523 §3, in the original platform's order of checks; `aud` waits for the signature. */
export function checkClientAssertion(jwt: UnverifiedJwt, now: number): ClientAssertion {
  const { header, claims } = jwt;
  // The profile is known only once the application is, so the wider rules come first.
  requireAlgorithm(jwt, assertionRules.nhs);
  refuseExpired(jwt, now);
  if (typeof header.kid !== 'string' || header.kid === '') throw new TokenRefusal('kid_missing');
  requireType(jwt, assertionRules.nhs);
  const exp = requireExpiry(jwt);
  if (typeof claims.iss !== 'string' || !claims.iss || claims.iss !== claims.sub) {
    throw new TokenRefusal('iss_sub_mismatch');
  }
  if (!claims.jti) throw new TokenRefusal('jti_missing');
  if (typeof claims.jti !== 'string' || claims.jti.length > longestJti) throw new TokenRefusal('jti_invalid');
  if (exp > now + longestLifetime) throw new TokenRefusal('exp_too_far');
  refuseFuture(jwt, now);
  return { applicationId: claims.iss, kid: header.kid, jti: claims.jti, rememberUntil: rememberedUntil(exp) };
}
