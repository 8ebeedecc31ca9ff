import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { base64url } from 'jose';
import type { TextCipher } from '../../domain/oauth/ports';

export class KmsTextCipher implements TextCipher {
  readonly #kms: KMSClient;
  readonly #keyId: string;

  constructor(kms: KMSClient, keyId: string) {
    this.#kms = kms;
    this.#keyId = keyId;
  }

  async seal(text: string, applicationId: string): Promise<string> {
    const { CiphertextBlob } = await this.#kms.send(
      new EncryptCommand({
        KeyId: this.#keyId,
        EncryptionContext: { application: applicationId },
        Plaintext: Buffer.from(text),
      }),
    );
    if (CiphertextBlob === undefined) throw new Error('KMS answered without a ciphertext');
    return base64url.encode(CiphertextBlob);
  }

  async open(sealed: string, applicationId: string): Promise<string> {
    const { Plaintext } = await this.#kms.send(
      new DecryptCommand({
        KeyId: this.#keyId,
        EncryptionContext: { application: applicationId },
        CiphertextBlob: base64url.decode(sealed),
      }),
    );
    if (Plaintext === undefined) throw new Error('KMS answered without a plaintext');
    return Buffer.from(Plaintext).toString('utf8');
  }
}
