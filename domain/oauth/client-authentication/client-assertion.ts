import type { Application } from '../../applications/application';
import { assertionAlgorithms } from '../../key-sets/public-key-set';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import {
  longestJti,
  refuseExpired,
  refuseFuture,
  rememberedUntil,
  requireExpiry,
  type UnverifiedJwt,
} from '../tokens/jwt';

/** draft-ietf-oauth-rfc7523bis §4: it keeps an assertion from being taken for another JWT of the same key. */
const clientAuthenticationType = 'client-authentication+jwt';

interface AssertionRules {
  readonly algorithms: readonly string[];
  /** In lower case, as media types have none. */
  readonly types: readonly string[];
  /** @param accepted the token endpoint's URLs and the issuer, which is also the second parameter */
  readonly hasAudience: (claims: UnverifiedJwt['claims'], accepted: readonly string[], issuer: string) => boolean;
  readonly acceptsSecrets: boolean;
}

/** How an application proves itself, by its profile. What `strict` takes, `nhs` takes too. */
export const assertionRules = {
  nhs: {
    algorithms: assertionAlgorithms,
    types: ['jwt', clientAuthenticationType],
    // One, compared as a string: a second one would let another server replay the assertion.
    hasAudience: ({ aud }, accepted) => {
      const [audience, ...others] = [aud].flat();
      return audience !== undefined && others.length === 0 && accepted.includes(audience);
    },
    acceptsSecrets: true,
  },
  strict: {
    algorithms: ['PS256', 'ES256'],
    types: [clientAuthenticationType],
    // Not an array, not the token endpoint (draft-ietf-oauth-rfc7523bis §4).
    hasAudience: ({ aud }, _accepted, issuer) => aud === issuer,
    acceptsSecrets: false,
  },
} as const satisfies Record<Application['profile'], AssertionRules>;

export function requireAlgorithm({ header }: UnverifiedJwt, { algorithms }: AssertionRules): void {
  if (!algorithms.includes(String(header.alg))) throw new TokenRefusal('alg_invalid');
}

export function requireType({ header }: UnverifiedJwt, { types }: AssertionRules): void {
  if (!types.includes(String(header.typ).toLowerCase())) throw new TokenRefusal('typ_invalid');
}

const jwtBearerAssertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Before anything else of a grant type that asks for a signed JWT, as in the original. */
export function requireAssertionType(form: TokenForm): void {
  if (form.client_assertion_type !== jwtBearerAssertion) throw new TokenRefusal('assertion_type');
}

// "Five minutes", and ten seconds more, as in the original.
const longestLifetime = 310;

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
