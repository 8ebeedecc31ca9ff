import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { Application } from '../../applications/application';
import type { PublicKeySet } from '../../key-sets/public-key-set';
import { makePublishedKeys, type PublishedKeysNeeds } from '../../key-sets/published-keys';
import { uploadedKeys } from '../../key-sets/uploaded-keys';
import { TokenRefusal } from '../token-refusal';

/**
 * The public keys of an application, read anew where `kid` is not among those known.
 * @throws TokenRefusal where it has none, or they cannot be had
 */
export type ClientKeys = (application: Application, kid: string) => Promise<JWTVerifyGetKey>;

/** Uploaded keys, or those at the application's address. */
export const makeClientKeys = (needs: PublishedKeysNeeds): ClientKeys => {
  const { store, clock } = needs;
  const publishedKeys = makePublishedKeys(needs);

  return async (application, kid) => {
    const { id, jwksUrl: url } = application;
    if (url === undefined) return localKeys(application.jwks, 'public_key_missing');
    const published = await publishedKeys({ id, url, kid });
    if (published) return localKeys(published, 'jwks_unreachable');
    // Of most applications nothing was uploaded, and nothing more need be read.
    const uploaded = application.jwks && uploadedKeys(application, await store.find(id), clock.now());
    return localKeys(uploaded, 'jwks_unreachable');
  };
};

function localKeys(keySet: PublicKeySet | undefined, otherwise: 'public_key_missing' | 'jwks_unreachable') {
  if (keySet === undefined || keySet.keys.length === 0) throw new TokenRefusal(otherwise);
  return createLocalJWKSet(keySet);
}
