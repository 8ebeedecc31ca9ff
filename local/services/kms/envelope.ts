import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { StoredKey } from './key';

/** Bound to the ciphertext, never inside it. */
export type EncryptionContext = Readonly<Record<string, string>>;

const ivLength = 12;
const tagLength = 16;

const canonical = (context: EncryptionContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1))));

/** Ciphertext that names its key: `<length of key id><key id><iv><tag><AES-256-GCM>`. */
export function encrypt(key: StoredKey, plaintext: Buffer, context: EncryptionContext): Buffer {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), iv).setAAD(canonical(context));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from([key.id.length]), Buffer.from(key.id), iv, cipher.getAuthTag(), sealed]);
}

/** The id of the key a ciphertext names. */
export const keyIdIn = (ciphertext: Buffer): string => ciphertext.subarray(1, 1 + (ciphertext[0] ?? 0)).toString();

export function decrypt(key: StoredKey, ciphertext: Buffer, context: EncryptionContext): Buffer {
  const rest = ciphertext.subarray(1 + key.id.length);
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), rest.subarray(0, ivLength))
      .setAAD(canonical(context))
      .setAuthTag(rest.subarray(ivLength, ivLength + tagLength));
    return Buffer.concat([decipher.update(rest.subarray(ivLength + tagLength)), decipher.final()]);
  } catch {
    throw new ServiceFailure('InvalidCiphertextException', 'the ciphertext or its encryption context is not valid');
  }
}
