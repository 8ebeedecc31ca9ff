import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
  type ProtectedHeaderParameters,
} from 'jose';
import { Unavailable } from '../../unavailable';
import { type JwtField, TokenRefusal } from '../token-refusal';

export interface UnverifiedJwt {
  readonly field: JwtField;
  readonly compact: string;
  readonly header: ProtectedHeaderParameters;
  readonly claims: Readonly<JWTPayload>;
}

/** RFC 7515 §7.1: base64url without padding, and nothing that a lenient decoder would skip. */
const compactForm = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Decodes without believing: nothing here is true until the signature holds. Blanks around it, such as the line end of
 * a file that it was read from, are no part of it.
 */
export function readJwt(field: JwtField, text: string | undefined): UnverifiedJwt {
  if (text === undefined) throw new TokenRefusal('jwt_missing', field);
  const compact = text.trim();
  if (compact === '') throw new TokenRefusal('jwt_missing', field);
  if (!compactForm.test(compact)) throw new TokenRefusal('jwt_malformed', field);
  try {
    return { field, compact, header: decodeProtectedHeader(compact), claims: decodeJwt(compact) };
  } catch {
    throw new TokenRefusal('jwt_malformed', field);
  }
}

/** A GUID has 36 characters; the identifier becomes part of a database key. */
export const longestJti = 256;

/** Seconds that a client's clock may be ahead. FAPI 2.0 §5.3.2.1 asks for 10 at least and 60 at most. */
const clockSkew = 60;

export function refuseExpired({ field, claims }: UnverifiedJwt, now: number): void {
  if (Number(claims.exp) < now) throw new TokenRefusal('exp_passed', field);
}

export function requireExpiry({ field, claims }: UnverifiedJwt): number {
  if (!claims.exp) throw new TokenRefusal('exp_missing', field);
  if (!Number.isSafeInteger(claims.exp)) throw new TokenRefusal('exp_not_integer', field);
  return claims.exp;
}

/** Beyond `exp` (epoch seconds): what was in time when it came may have its turn a while later. */
export const rememberedUntil = (exp: number): Date => new Date((exp + 60) * 1000);

export function refuseFuture({ field, claims }: UnverifiedJwt, now: number): void {
  for (const time of [claims.iat, claims.nbf]) {
    if (time !== undefined && !(Number(time) <= now + clockSkew)) throw new TokenRefusal('not_yet_valid', field);
  }
}

interface Expected {
  readonly keys: JWTVerifyGetKey;
  readonly algorithms: readonly string[];
  readonly now: Date;
}

/**
 * Checks the signature with the key of the JWT's `kid`, which must be one key of the set. Keys inside the header
 * (`jwk`, `jku`, `x5c`) are never looked at, RSA below 2,048 bits and unknown `crit` names are refused by jose.
 */
export async function verifySignature(jwt: UnverifiedJwt, { keys, algorithms, now }: Expected): Promise<void> {
  try {
    await jwtVerify(jwt.compact, keys, { algorithms: [...algorithms], currentDate: now, clockTolerance: 60 });
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw new TokenRefusal(isAboutKeyId(error) ? 'kid_unmatched' : 'signature_invalid', jwt.field);
  }
}

const isAboutKeyId = (error: unknown) =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
