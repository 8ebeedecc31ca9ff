import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { TokenSignature } from '../../domain/oauth/ports';

type Jwk = Readonly<{ kty?: string; kid?: string; alg?: string }>;

/** RFC 7518 §3.5: the salt is as long as the hash. */
const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

/**
 * Checks by the keys of a JWKS, at once: WebCrypto would go through the thread pool, which takes four times as long as
 * the check itself. Keys that are not for PS256, and keys without a name, are passed over.
 */
export function ps256Signature({ keys: published }: { readonly keys: readonly Jwk[] }): TokenSignature {
  const keys = new Map(published.flatMap(namedKey));
  return ({ kid, signed, signature }) => {
    const key = keys.get(kid);
    if (key === undefined) return false;
    return verify('sha256', Buffer.from(signed, 'latin1'), { key, ...padding }, Buffer.from(signature, 'base64url'));
  };
}

function namedKey(jwk: Jwk): [string, KeyObject][] {
  const { kty, kid, alg = 'PS256' } = jwk;
  if (kty !== 'RSA' || alg !== 'PS256' || kid === undefined) return [];
  return [[kid, createPublicKey({ key: { ...jwk }, format: 'jwk' })]];
}
