import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import * as z from 'zod';
import { own } from '../../../domain/own';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import { newRsaKey } from './rsa-keys';

/** A key as it is kept: a PKCS#8 private key, or 32 bytes in base64 for a symmetric one and for HMAC. */
export const storedKey = z.object({
  id: z.string(),
  spec: z.string(),
  usage: z.string(),
  material: z.string(),
  createdAt: z.string(),
});
export type StoredKey = z.infer<typeof storedKey>;

const rsa = /^RSA_(2048|3072|4096)$/;
const curves: Readonly<Record<string, string>> = {
  ECC_NIST_P256: 'P-256',
  ECC_NIST_P384: 'P-384',
  ECC_NIST_P521: 'P-521',
};

/** New key material for a `KeySpec`. */
export function generateMaterial(spec: string): string {
  if (spec === 'SYMMETRIC_DEFAULT' || spec === 'HMAC_256') return randomBytes(32).toString('base64');
  const bits = rsa.exec(spec)?.[1];
  if (bits) return pem(newRsaKey(Number(bits)));
  const namedCurve = own(curves, spec);
  if (namedCurve) return pem(generateKeyPairSync('ec', { namedCurve }).privateKey);
  throw new ServiceFailure('UnsupportedOperationException', `the key spec ${spec} is not run here`);
}

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

export const publicKeyOf = ({ material }: StoredKey): Buffer =>
  createPublicKey(material).export({ type: 'spki', format: 'der' });

/** What KMS offers for a key's spec, as `DescribeKey` and `GetPublicKey` list it. */
export function signingAlgorithmsOf({ spec, usage }: StoredKey): readonly string[] {
  if (usage !== 'SIGN_VERIFY') return [];
  const prefixes = rsa.test(spec) ? ['RSASSA_PKCS1_V1_5_SHA_', 'RSASSA_PSS_SHA_'] : [];
  const ofCurve: Readonly<Record<string, string>> = {
    ECC_NIST_P256: '256',
    ECC_NIST_P384: '384',
    ECC_NIST_P521: '512',
  };
  const size = own(ofCurve, spec);
  if (size !== undefined) return [`ECDSA_SHA_${size}`];
  return prefixes.flatMap((prefix) => ['256', '384', '512'].map((size) => prefix + size));
}

export interface SignRequest {
  readonly message: Buffer;
  readonly isDigest: boolean;
  readonly algorithm: string;
}

export function signWith(key: StoredKey, { message, isDigest, algorithm }: SignRequest): Buffer {
  if (isDigest) throw new ServiceFailure('UnsupportedOperationException', 'MessageType DIGEST is not run here');
  const { hash, options } = algorithmOf(key, algorithm);
  return sign(hash, message, { key: createPrivateKey(key.material), ...options });
}

export function verifyWith(key: StoredKey, { message, algorithm }: SignRequest, signature: Buffer): boolean {
  const { hash, options } = algorithmOf(key, algorithm);
  return verify(hash, message, { key: createPublicKey(key.material), ...options }, signature);
}

/** The tag of `GenerateMac`. https://docs.aws.amazon.com/kms/latest/developerguide/hmac.html */
export function macWith(key: StoredKey, message: Buffer, algorithm: string): Buffer {
  if (key.usage !== 'GENERATE_VERIFY_MAC' || key.spec !== 'HMAC_256' || algorithm !== 'HMAC_SHA_256') {
    throw new ServiceFailure('InvalidKeyUsageException', `${algorithm} is not an algorithm of this ${key.spec} key`);
  }
  return createHmac('sha256', Buffer.from(key.material, 'base64')).update(message).digest();
}

function algorithmOf(key: StoredKey, algorithm: string) {
  if (!signingAlgorithmsOf(key).includes(algorithm)) {
    throw new ServiceFailure('InvalidKeyUsageException', `${algorithm} is not an algorithm of this ${key.spec} key`);
  }
  const hash = `sha${algorithm.slice(-3)}`;
  // RFC 7518 §3.5: the salt is as long as the hash.
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return { hash, options: algorithm.startsWith('RSASSA_PSS') ? pss : {} };
}
