import { base64url, CompactEncrypt, compactDecrypt } from 'jose';

/**
 * Encrypts what must rest for a while and that only whoever brings a secret may read again (JWE, RFC 7516, A256GCM).
 * @param key 256 bits, base64url, such as a hash or mark of that secret makes them
 */
export const sealText = (text: string, key: string): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(base64url.decode(key));

/** @throws where it was sealed by another key */
export async function openText(sealed: string, key: string): Promise<string> {
  const { plaintext } = await compactDecrypt(sealed, base64url.decode(key), {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return new TextDecoder().decode(plaintext);
}
