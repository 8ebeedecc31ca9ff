import { importJWK } from 'jose';
import { own } from '../own';
import type { JsonObject } from '../record';
import { assertionAlgorithms, type PublicKeySet } from './public-key-set';

const shortestModulus = 2048;

/** RFC 7518 §6.2.2, §6.3.2, §6.4 and RFC 8037 §2. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** The numbers of a public key, which RFC 7518 §6 writes in base64url. */
const numbers = { RSA: ['n', 'e'], EC: ['x', 'y'] };
/** What is kept of a key: members that were looked at, and no other. */
const publicMembers = { RSA: ['use', 'alg', ...numbers.RSA], EC: ['use', 'alg', 'crv', ...numbers.EC] };
const curves: ReadonlyMap<unknown, string> = new Map([
  ['P-256', 'ES256'],
  ['P-384', 'ES384'],
  ['P-521', 'ES512'],
]);

/** Everything that keeps one key of a set from being used, each with what to do. */
export async function publicKeyProblems(key: JsonObject): Promise<string[]> {
  const problems = [...identityProblems(key), ...secrecyProblems(key), ...kindProblems(key)];
  if (problems.length === 0 && !(await isUsable(key))) problems.push('is not a public key: its numbers are malformed');
  return problems;
}

/** Whether it holds what nobody else may have. */
export const isSecret = (key: JsonObject): boolean => secrecyProblems(key).length > 0;

/** The members that were looked at, of a key without problems. */
export function publicOnly(key: JsonObject): PublicKeySet['keys'][number] {
  const members = key.kty === 'RSA' ? publicMembers.RSA : publicMembers.EC;
  const kept = members.flatMap((member) => (Object.hasOwn(key, member) ? [[member, key[member]]] : []));
  return { kty: String(key.kty), kid: String(key.kid), ...Object.fromEntries(kept) };
}

/** A value as a message may quote it. */
export const said = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60));

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

function kindProblems(key: JsonObject): string[] {
  const { kty, n, crv, alg } = key;
  if (kty === 'oct') return [];
  if (kty !== 'RSA' && kty !== 'EC') return [`has the "kty" ${said(kty)}. Use RSA or EC`];
  const problems = numbers[kty].flatMap((member) => encodingProblems(member, own(key, member)));
  const fits = (name: string) => (kty === 'EC' ? name === curves.get(crv) : !name.startsWith('ES'));
  if (kty === 'RSA' && problems.length === 0 && modulusBits(n) < shortestModulus) {
    problems.push(`is an RSA key of ${modulusBits(n)} bits. Use ${shortestModulus} bits or more; we recommend 4096`);
  }
  if (kty === 'EC' && !curves.has(crv)) {
    problems.push(`has the curve ${said(crv)}. Use ${[...curves.keys()].join(', ')}`);
  } else if (alg !== undefined && !(assertionAlgorithms.some((name) => name === alg) && fits(String(alg)))) {
    problems.push(`has the "alg" ${said(alg)}. For this key use ${assertionAlgorithms.filter(fits).join(', ')}`);
  }
  return problems;
}

/** Libraries for certificates write what OpenSSL does: plain base64, padded. */
function encodingProblems(member: string, value: unknown): string[] {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/_-]+=*$/.test(value) || !/[+/=]/.test(value)) return [];
  return [
    `has its "${member}" in plain or padded base64. Write it in base64url: "-" for "+", "_" for "/", and no "=" at the end`,
  ];
}

function modulusBits(n: unknown): number {
  if (typeof n !== 'string' || !/^[A-Za-z0-9_-]+$/.test(n)) return 0;
  return BigInt(`0x${Buffer.from(n, 'base64url').toString('hex') || '0'}`).toString(2).length;
}

async function isUsable(key: JsonObject): Promise<boolean> {
  const { kty, n, e, crv, x, y } = key;
  try {
    const jwk = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y };
    await importJWK(jwk as Parameters<typeof importJWK>[0], kty === 'RSA' ? 'RS512' : curves.get(crv));
    // An exponent of 1 lets every message bear its own signature (FIPS 186-5 §5.1 asks for more than 2^16).
    return kty !== 'RSA' || BigInt(`0x${Buffer.from(String(e), 'base64url').toString('hex')}`) > 2n ** 16n;
  } catch {
    return false;
  }
}
