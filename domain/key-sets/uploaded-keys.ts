import type { KeptKeySet } from './kept-key-set';
import type { PublicKeySet } from './public-key-set';

/**
 * Milliseconds in which keys that were uploaded serve on behind an address that nobody could read yet. What was read is
 * remembered for as long, so that an address that was read once is never taken for a new one meanwhile.
 */
const handover = 7 * 24 * 3_600_000;

/** As an application has registered them. */
interface Keys {
  readonly jwks?: PublicKeySet | undefined;
  readonly jwksUrl?: string | undefined;
  readonly jwksUrlSince?: string | undefined;
}

/** Keys that were uploaded, where they serve: without an address, or until it was read once, as `kept` tells. */
export function uploadedKeys(
  { jwks, jwksUrl, jwksUrlSince }: Keys,
  kept: Pick<KeptKeySet, 'url' | 'readAt'> | undefined,
  now: Date,
): PublicKeySet | undefined {
  if (jwksUrl === undefined) return jwks;
  const isRecent = jwksUrlSince !== undefined && now.getTime() - Date.parse(jwksUrlSince) < handover;
  const wasRead = kept?.url === jwksUrl && kept.readAt !== undefined;
  return isRecent && !wasRead ? jwks : undefined;
}
