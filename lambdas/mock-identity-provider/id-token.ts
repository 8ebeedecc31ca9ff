import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { algorithmOf, type Issuer } from './issuer';
import type { TestUser } from './test-user';

/** Seconds that an ID token lives. */
const lifetime = 3600;

export interface UserSignIn {
  readonly user: TestUser;
  /** Who signed in where that is another than `user`. */
  readonly actor?: TestUser | undefined;
  readonly clientId: string;
  readonly authTime: number;
  /** Claims of this sign-in: `nonce`, `sid`, `at_hash`. */
  readonly more?: Readonly<JWTPayload>;
}

/** OpenID Connect Core §2. One person acting for another is their ID token inside the other's, as `act.sub`. */
export async function signIdToken(
  { user, actor, clientId, authTime, more }: UserSignIn,
  issuer: Issuer,
): Promise<string> {
  const session = { aud: clientId, azp: clientId, auth_time: authTime };
  const act = actor && { sub: await signIdToken({ user: actor, clientId, authTime }, issuer) };
  const claims = { ...user.claims, ...session, ...more, ...(act && { act }) };
  return issuer.sign({ typ: 'JWT', lifetime, claims });
}

/** OpenID Connect Core §3.1.3.6: the left half of the hash that the ID token's algorithm goes by. */
export function hashOf(accessToken: string, { provider }: Issuer): string {
  const hash = createHash(`sha${algorithmOf[provider].slice(2)}`)
    .update(accessToken)
    .digest();
  return hash.subarray(0, hash.length / 2).toString('base64url');
}
