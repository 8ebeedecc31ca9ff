import { importJWK } from 'jose';
import { isRecord, type JsonObject } from '../api-definition/spec-node';
import { own } from '../own';
import { assertionAlgorithms } from '../tokens/assertion-rules';
import type { KeySetReason } from '../tokens/key-set-problem';
import type { PublicKeySet } from './application';

const mostKeys = 10;
const shortestModulus = 2048;

/** RFC 7518 §6.2.2, §6.3.2, §6.4 and RFC 8037 §2. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** What is kept of a key: members that were looked at, and no other. */
const publicMembers = { RSA: ['use', 'alg', 'n', 'e'], EC: ['use', 'alg', 'crv', 'x', 'y'] };
const curves: Readonly<Record<string, string>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };

export interface UnusableKeys {
  /** Everything that is wrong, with what to do. It quotes the text: for whoever sent it alone. */
  readonly problems: readonly string[];
  /** The worst of it, in a word. */
  readonly reason: KeySetReason;
}

/** A JWKS (RFC 7517 §5) as someone made it, with nothing but public members kept, or everything that is wrong with it. */
export async function readPublicKeys(text: string): Promise<{ jwks: PublicKeySet } | UnusableKeys> {
  const set = parsedSet(text);
  if (typeof set === 'string') return { problems: [set], reason: 'not_a_key_set' };
  const found = await Promise.all(set.map(keyProblems));
  const problems = [...found.flat(), ...repeatedKids(set)];
  const isSecret = set.some((key) => secrecyProblems(key).length > 0);
  if (problems.length > 0) return { problems, reason: isSecret ? 'private_key' : 'unusable_key' };
  return { jwks: { keys: set.map(publicOnly) } };
}

function parsedSet(text: string): JsonObject[] | string {
  if (text.trim() === '') return 'Enter or choose a JSON Web Key Set';
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return 'This is a private key in PEM format. Keep it to yourself, make a new key pair, and give the public half as a JSON Web Key Set';
  }
  if (text.includes('-----BEGIN ')) return 'This is a PEM file. Convert the public key to a JSON Web Key Set';
  const value = json(text);
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

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function keyProblems(key: JsonObject, index: number): Promise<string[]> {
  const name = typeof key.kid === 'string' && key.kid !== '' ? `Key "${key.kid.slice(0, 60)}"` : `Key ${index + 1}`;
  const problems = [...identityProblems(key), ...secrecyProblems(key), ...kindProblems(key)];
  if (problems.length === 0 && !(await isUsable(key))) problems.push('is not a public key: its numbers are malformed');
  return problems.map((problem) => `${name} ${problem}`);
}

function identityProblems({ kid, use }: JsonObject): string[] {
  const problems: string[] = [];
  if (kid === undefined || kid === '') problems.push('has no "kid". Give each key an id of its own');
  else if (typeof kid !== 'string') problems.push('has a "kid" that is not text. Put it in quotation marks');
  if (use !== undefined && use !== 'sig')
    problems.push('has a "use" other than "sig". Give a key that is for signatures');
  return problems;
}

function secrecyProblems(key: JsonObject): string[] {
  if (key.kty === 'oct') return ['is a shared secret. Give the public half of a key pair'];
  const found = privateMembers.filter((member) => Object.hasOwn(key, member));
  if (found.length === 0) return [];
  return [
    `holds a private key (${found.map((member) => `"${member}"`).join(', ')}). It has not been saved, but it has left your hands: make a new key pair and upload only the public half`,
  ];
}

function kindProblems({ kty, n, crv, alg }: JsonObject): string[] {
  if (kty === 'oct') return [];
  const problems: string[] = [];
  const fits = (name: string) => (kty === 'EC' ? name === own(curves, String(crv)) : !name.startsWith('ES'));
  if (kty !== 'RSA' && kty !== 'EC') return [`has the "kty" ${said(kty)}. Use RSA or EC`];
  if (kty === 'RSA' && modulusBits(n) < shortestModulus) {
    problems.push(`is an RSA key of ${modulusBits(n)} bits. Use ${shortestModulus} bits or more; we recommend 4096`);
  }
  if (kty === 'EC' && !Object.hasOwn(curves, String(crv))) {
    problems.push(`has the curve ${said(crv)}. Use ${Object.keys(curves).join(', ')}`);
  } else if (alg !== undefined && !(assertionAlgorithms.some((name) => name === alg) && fits(String(alg)))) {
    problems.push(`has the "alg" ${said(alg)}. For this key use ${assertionAlgorithms.filter(fits).join(', ')}`);
  }
  return problems;
}

const said = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60));

function modulusBits(n: unknown): number {
  if (typeof n !== 'string' || !/^[A-Za-z0-9_-]+$/.test(n)) return 0;
  return BigInt(`0x${Buffer.from(n, 'base64url').toString('hex') || '0'}`).toString(2).length;
}

function repeatedKids(keys: readonly JsonObject[]): string[] {
  const kids = keys.map(({ kid }) => kid).filter((kid) => typeof kid === 'string' && kid !== '');
  const repeated = new Set(kids.filter((kid, index) => kids.indexOf(kid) !== index));
  return [...repeated].map((kid) => `The "kid" ${said(kid)} stands more than once. Give each key an id of its own`);
}

async function isUsable(key: JsonObject): Promise<boolean> {
  const { kty, n, e, crv, x, y } = key;
  try {
    const jwk = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y };
    await importJWK(jwk as Parameters<typeof importJWK>[0], kty === 'RSA' ? 'RS512' : own(curves, String(crv)));
    // An exponent of 1 lets every message bear its own signature (FIPS 186-5 §5.1 asks for more than 2^16).
    return kty !== 'RSA' || BigInt(`0x${Buffer.from(String(e), 'base64url').toString('hex')}`) > 2n ** 16n;
  } catch {
    return false;
  }
}

function publicOnly(key: JsonObject): PublicKeySet['keys'][number] {
  const members = key.kty === 'RSA' ? publicMembers.RSA : publicMembers.EC;
  const kept = members.flatMap((member) => (Object.hasOwn(key, member) ? [[member, key[member]]] : []));
  return { kty: String(key.kty), kid: String(key.kid), ...Object.fromEntries(kept) };
}
