import { refuseExpired, refuseFuture, requireExpiry } from './check-times';
import type { UnverifiedJwt } from './read-jwt';
import type { TokenForm } from './token-form';
import { TokenRefusal } from './token-refusal';

const jwtBearerAssertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Before anything else of a grant that asks for a signed JWT, as in the original. */
export function requireAssertionType(form: TokenForm): void {
  if (form.client_assertion_type !== jwtBearerAssertion) throw new TokenRefusal('assertion_type');
}

/** RS512 is the original platform's; the others are those of FAPI 2.0 §5.4 and their longer kin. */
export const assertionAlgorithms = ['RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;

/** `JWT` is the original platform's; the other is recommended by draft-ietf-oauth-rfc7523bis. */
const types = ['jwt', 'client-authentication+jwt'];

// "Five minutes", and ten seconds more, as in the original.
const longestLifetime = 310;
// A GUID has 36 characters; the identifier becomes part of a database key.
const longestJti = 256;

export interface ClientAssertion {
  readonly applicationId: string;
  readonly jti: string;
  readonly expiresAt: Date;
}

/** Header and claims of RFC 7523 §3, in the original platform's order of checks; `aud` waits for the signature. */
export function checkClientAssertion(jwt: UnverifiedJwt, now: number): ClientAssertion {
  const { header, claims } = jwt;
  if (!assertionAlgorithms.some((alg) => alg === header.alg)) throw new TokenRefusal('alg_invalid');
  refuseExpired(jwt, now);
  if (typeof header.kid !== 'string' || header.kid === '') throw new TokenRefusal('kid_missing');
  if (!types.includes(String(header.typ).toLowerCase())) throw new TokenRefusal('typ_invalid');
  const exp = requireExpiry(jwt);
  if (typeof claims.iss !== 'string' || !claims.iss || claims.iss !== claims.sub) {
    throw new TokenRefusal('iss_sub_mismatch');
  }
  if (!claims.jti) throw new TokenRefusal('jti_missing');
  if (typeof claims.jti !== 'string' || claims.jti.length > longestJti) throw new TokenRefusal('jti_invalid');
  if (exp > now + longestLifetime) throw new TokenRefusal('exp_too_far');
  refuseFuture(jwt, now);
  return { applicationId: claims.iss, jti: claims.jti, expiresAt: new Date(exp * 1000) };
}
