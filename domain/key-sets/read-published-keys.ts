import { isRecord, type JsonObject } from '../record';
import { jsonOf } from './json-of';
import type { KeySetReason } from './key-set-problem';
import { isSecret, publicKeyProblems, publicOnly } from './public-key-problems';
import type { PublicKeySet } from './public-key-set';

/** Of a set's keys so many are looked at, from the first on: each costs time, and they rest in one item. */
const mostKeys = 100;

/**
 * A JWKS as an address answers it. Whoever publishes one has other readers too, so what cannot be used is left out (RFC
 * 7517 §5): keys for encryption, of another kind, too short, without a `kid`, even a private one, which opens nothing.
 */
export async function readPublishedKeys(text: string): Promise<{ jwks: PublicKeySet } | { reason: KeySetReason }> {
  const set = jsonOf(text);
  if (!isRecord(set) || !Array.isArray(set.keys)) return { reason: 'not_a_key_set' };
  const offered = set.keys.slice(0, mostKeys).filter(isRecord);
  const usable = await Promise.all(offered.map(isUsable));
  const keys = offered.filter((_, index) => usable[index]).map(publicOnly);
  if (keys.length > 0) return { jwks: { keys } };
  if (offered.length === 0) return { reason: 'not_a_key_set' };
  return { reason: offered.some(isSecret) ? 'private_key' : 'unusable_key' };
}

async function isUsable(key: JsonObject): Promise<boolean> {
  // RFC 7517 §4.3: `use` is not the only member that says so.
  const isForSignatures = !Array.isArray(key.key_ops) || key.key_ops.includes('verify');
  return isForSignatures && (await publicKeyProblems(key)).length === 0;
}
