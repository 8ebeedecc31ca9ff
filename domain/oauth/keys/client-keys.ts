import { createLocalJWKSet } from 'jose';
import type { PublicKeySet } from '../../key-sets/public-key-set';
import { makePublishedKeys, type PublishedKeysNeeds } from '../../key-sets/published-keys';
import { uploadedKeys } from '../../key-sets/uploaded-keys';
import type { ClientKeys } from '../ports';
import { TokenRefusal } from '../token-refusal';

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
