import { isRecord, type JsonObject } from '../record';
import { jsonOf } from './json-of';
import type { KeySetReason } from './key-set-problem';
import { isSecret, publicKeyProblems, publicOnly, said } from './public-key-problems';
import type { PublicKeySet } from './public-key-set';

const mostKeys = 10;

export interface UnusableKeys {
  /** Everything that is wrong, with what to do. It quotes the text: for whoever sent it alone. */
  readonly problems: readonly string[];
  /** The worst of it, in a word. */
  readonly reason: KeySetReason;
}

/**
 * A JWKS (RFC 7517 §5) as its owner uploads it, with nothing but public members kept, or everything that is wrong with
 * it: whoever sent it can mend it.
 */
export async function readUploadedKeys(text: string): Promise<{ jwks: PublicKeySet } | UnusableKeys> {
  const set = parsedSet(text);
  if (typeof set === 'string') return { problems: [set], reason: 'not_a_key_set' };
  const found = await Promise.all(set.map(namedProblems));
  const problems = [...found.flat(), ...repeatedKids(set)];
  if (problems.length > 0) return { problems, reason: set.some(isSecret) ? 'private_key' : 'unusable_key' };
  return { jwks: { keys: set.map(publicOnly) } };
}

function parsedSet(text: string): JsonObject[] | string {
  if (text.trim() === '') return 'Enter or choose a JSON Web Key Set';
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return 'This is a private key in PEM format. Keep it to yourself, make a new key pair, and give the public half as a JSON Web Key Set';
  }
  if (text.includes('-----BEGIN ')) return 'This is a PEM file. Convert the public key to a JSON Web Key Set';
  const value = jsonOf(text);
  if (value === undefined)
    return 'This is not JSON. A key set looks like {"keys": [{"kty": "RSA", "kid": "…", "n": "…", "e": "AQAB"}]}';
  if (isRecord(value) && 'kty' in value) return 'This is a single key. Put it in a set: {"keys": [ … ]}';
  if (!isRecord(value) || !Array.isArray(value.keys))
    return 'This has no list of keys. A key set looks like {"keys": [ … ]}';
  if (value.keys.length === 0) return 'The list of keys is empty. Add at least one public key';
  if (value.keys.length > mostKeys) return `There are ${value.keys.length} keys. Keep at most ${mostKeys}`;
  const keys = value.keys.filter(isRecord);
  return keys.length === value.keys.length ? keys : 'Every key in the list must be an object like {"kty": "RSA", …}';
}

async function namedProblems(key: JsonObject, index: number): Promise<string[]> {
  const name = typeof key.kid === 'string' && key.kid !== '' ? `Key "${key.kid.slice(0, 60)}"` : `Key ${index + 1}`;
  return (await publicKeyProblems(key)).map((problem) => `${name} ${problem}`);
}

function repeatedKids(keys: readonly JsonObject[]): string[] {
  const kids = keys.map(({ kid }) => kid).filter((kid) => typeof kid === 'string' && kid !== '');
  const repeated = new Set(kids.filter((kid, index) => kids.indexOf(kid) !== index));
  return [...repeated].map((kid) => `The "kid" ${said(kid)} stands more than once. Give each key an id of its own`);
}
