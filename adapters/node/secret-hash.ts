import { createHash, timingSafeEqual } from 'node:crypto';
import type { SecretHash } from '../../domain/credentials/secret-hash';

const digest = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

/** SHA-256, base64url. No slow password hash: the secrets are random and long, and every call pays. */
export const sha256SecretHash: SecretHash = {
  of: (secret) => digest(secret).toString('base64url'),
  matches(secret, hash) {
    const expected = Buffer.from(hash, 'base64url');
    const actual = digest(secret);
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  },
};
