import { EncryptJWT, jwtDecrypt } from 'jose';
import type { TextCipher } from '../../domain/oauth/ports';

/** Seals with a key that lives as long as the process; the application stands where KMS has its encryption context. */
export class MemoryTextCipher implements TextCipher {
  readonly #key = crypto.getRandomValues(new Uint8Array(32));

  seal(text: string, applicationId: string): Promise<string> {
    return new EncryptJWT({ text })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setSubject(applicationId)
      .encrypt(this.#key);
  }

  async open(sealed: string, applicationId: string): Promise<string> {
    const { payload } = await jwtDecrypt(sealed, this.#key, { subject: applicationId });
    return String(payload.text);
  }
}
