import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { User } from './user-pool';
import type { UserPoolClient } from './user-pools';

let signingKey: ReturnType<typeof generateKeyPairSync>['privateKey'] | undefined;

/**
 * Who has signed in, as Cognito words it. The key lives as long as the process: nobody here verifies a token that
 * comes from Cognito itself.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
export function idToken(
  { id, name, email, custom }: User,
  { id: client, pool, tokenSeconds }: UserPoolClient,
  now: Date,
) {
  signingKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = {
    ...Object.fromEntries(custom),
    name,
    email,
    email_verified: true,
    'cognito:username': id,
    token_use: 'id',
    auth_time: issuedAt,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'embedded' })
    .setSubject(id)
    .setAudience(client)
    .setIssuer(`https://cognito-idp.${pool.settings.id.split('_')[0]}.amazonaws.com/${pool.settings.id}`)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + tokenSeconds)
    .setJti(randomUUID())
    .sign(signingKey);
}
