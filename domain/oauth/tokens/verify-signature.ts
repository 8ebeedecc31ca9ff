import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { KeySetUnavailable } from '../keys/provider-keys';
import { TokenRefusal } from '../token-refusal';
import type { UnverifiedJwt } from './read-jwt';

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
    if (error instanceof KeySetUnavailable) throw error;
    throw new TokenRefusal(isAboutKeyId(error) ? 'kid_unmatched' : 'signature_invalid', jwt.field);
  }
}

const isAboutKeyId = (error: unknown) =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
