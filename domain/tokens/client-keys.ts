import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { Application, PublicKeySet } from '../applications/application';
import { makePublishedKeys, type PublishedKeysNeeds } from './published-keys';
import { TokenRefusal } from './token-refusal';

/**
 * The public keys of an application, read anew where `kid` is not among those known.
 * @throws TokenRefusal where it has none, or they cannot be had
 */
export type ClientKeys = (application: Application, kid: string) => Promise<JWTVerifyGetKey>;

/**
 * Milliseconds in which keys that were uploaded serve on behind an address that nobody could read yet. What was read is
 * remembered for as long, so that an address that was read once is never taken for a new one meanwhile.
 */
const handover = 7 * 24 * 3_600_000;

/** Uploaded keys, or those at the application's address. */
export const makeClientKeys = (needs: PublishedKeysNeeds): ClientKeys => {
  const { store, clock } = needs;
  const publishedKeys = makePublishedKeys(needs);

  return async (application, kid) => {
    const { id, jwksUrl: url } = application;
    if (url === undefined) return localKeys(application.jwks, 'public_key_missing');
    const published = await publishedKeys({ id, url, kid });
    return localKeys(published ?? (await uploadedBefore(application)), 'jwks_unreachable');
  };

  async function uploadedBefore({ id, jwks, jwksUrl, jwksUrlSince }: Application): Promise<PublicKeySet | undefined> {
    const isRecent = jwksUrlSince !== undefined && clock.now().getTime() - Date.parse(jwksUrlSince) < handover;
    if (jwks === undefined || !isRecent) return undefined;
    const kept = await store.find(id);
    const wasRead = kept?.url === jwksUrl && kept?.readAt !== undefined;
    return wasRead ? undefined : jwks;
  }
};

function localKeys(keySet: PublicKeySet | undefined, otherwise: 'public_key_missing' | 'jwks_unreachable') {
  if (keySet === undefined || keySet.keys.length === 0) throw new TokenRefusal(otherwise);
  return createLocalJWKSet(keySet);
}
