import type { Application } from '../../applications/application';
import { assertionAlgorithms } from '../../key-sets/public-key-set';
import { TokenRefusal } from '../token-refusal';
import type { UnverifiedJwt } from '../tokens/jwt';

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
