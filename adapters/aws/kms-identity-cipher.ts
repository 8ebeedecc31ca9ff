import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { base64url } from 'jose';
import type { IdentityCipher } from '../../domain/tokens/identity-cipher';
import { type UserIdentity, userIdentity } from '../../domain/tokens/user-identity';

export class KmsIdentityCipher implements IdentityCipher {
  readonly #kms: KMSClient;
  readonly #keyId: string;

  constructor(kms: KMSClient, keyId: string) {
    this.#kms = kms;
    this.#keyId = keyId;
  }

  async seal(identity: UserIdentity, applicationId: string): Promise<string> {
    const { CiphertextBlob } = await this.#kms.send(
      new EncryptCommand({
        KeyId: this.#keyId,
        EncryptionContext: { application: applicationId },
        Plaintext: Buffer.from(JSON.stringify(identity)),
      }),
    );
    if (CiphertextBlob === undefined) throw new Error('KMS answered without a ciphertext');
    return base64url.encode(CiphertextBlob);
  }

  async open(sealed: string, applicationId: string): Promise<UserIdentity> {
    const { Plaintext } = await this.#kms.send(
      new DecryptCommand({
        KeyId: this.#keyId,
        EncryptionContext: { application: applicationId },
        CiphertextBlob: base64url.decode(sealed),
      }),
    );
    if (Plaintext === undefined) throw new Error('KMS answered without a plaintext');
    return userIdentity.parse(JSON.parse(Buffer.from(Plaintext).toString('utf8')));
  }
}
