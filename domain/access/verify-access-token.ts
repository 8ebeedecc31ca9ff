import { base64url, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Clock } from '../ports';
import { type AccessTokenClaims, accessTokenClaims, accessTokenType } from '../tokens/access-token';

export interface VerifyAccessTokenNeeds {
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: Clock;
}

const longestToken = 8 * 1024;
const compactJws = /^[\w-]+\.[\w-]+\.([\w-]+)$/;

/**
 * The claims of a bearer token that this platform signed for its own APIs (RFC 9068 §4), or undefined. Whatever is
 * wrong with it is one answer, so that nothing can be learnt by trying.
 */
export const makeVerifyAccessToken =
  ({ keys, issuer, audience, clock }: VerifyAccessTokenNeeds) =>
  async (token: string): Promise<AccessTokenClaims | undefined> => {
    if (!isCanonicalJws(token)) return undefined;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        algorithms: ['PS256'],
        typ: accessTokenType,
        issuer,
        audience,
        currentDate: clock.now(),
      });
      // jose takes a lone key for a token without kid; extensions are nothing this platform signs.
      if (!protectedHeader.kid || 'crit' in protectedHeader || 'zip' in protectedHeader) return undefined;
      const claims = accessTokenClaims.safeParse(payload).data;
      return claims?.sub === claims?.client_id ? claims : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };

/**
 * Checked before anything is parsed. The last character of a signature has bits that mean nothing, and a token
 * spelt in two ways is two tokens to every cache and deny-list.
 */
function isCanonicalJws(token: string): boolean {
  if (token.length > longestToken) return false;
  const signature = compactJws.exec(token)?.[1];
  return signature !== undefined && reencoded(signature) === signature;
}

function reencoded(part: string): string | undefined {
  try {
    return base64url.encode(base64url.decode(part));
  } catch {
    return undefined;
  }
}
