import { TokenRefusal } from '../token-refusal';
import type { UnverifiedJwt } from './read-jwt';

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
