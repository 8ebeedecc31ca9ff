import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { Application } from '../applications/application';
import { makePublishedKeys, type PublishedKeysNeeds } from './published-keys';
import { TokenRefusal } from './token-refusal';

/**
 * The public keys of an application, read anew where `kid` is not among those known.
 * @throws TokenRefusal where it has none, or they cannot be had
 */
export type ClientKeys = (application: Application, kid: string) => Promise<JWTVerifyGetKey>;

/** Uploaded keys, or those at the application's address. */
export const makeClientKeys = (needs: PublishedKeysNeeds): ClientKeys => {
  const publishedKeys = makePublishedKeys(needs);
  return async ({ id, jwks, jwksUrl }, kid) => {
    if (jwks !== undefined && jwks.keys.length > 0) return createLocalJWKSet(jwks);
    if (jwksUrl === undefined) throw new TokenRefusal('public_key_missing');
    const keySet = await publishedKeys({ id, url: jwksUrl, kid });
    if (keySet === undefined) throw new TokenRefusal('jwks_unreachable');
    return createLocalJWKSet(keySet);
  };
};
