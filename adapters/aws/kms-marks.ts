import { createHmac } from 'node:crypto';
import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { Marks } from '../../domain/oauth/ports';

/** Marks under a key that KMS derives once for each instance, so that no call to KMS stands on the way to a token. */
export class KmsMarks implements Marks {
  readonly #kms: KMSClient;
  readonly #keyId: string;
  #key: Promise<Uint8Array> | undefined;

  constructor(kms: KMSClient, keyId: string) {
    this.#kms = kms;
    this.#keyId = keyId;
  }

  async of(text: string): Promise<string> {
    this.#key ??= this.#derived();
    const key = await this.#key.catch((error: unknown) => {
      this.#key = undefined;
      throw error;
    });
    return createHmac('sha256', key).update(text, 'utf8').digest('base64url');
  }

  async #derived(): Promise<Uint8Array> {
    const { Mac } = await this.#kms.send(
      new GenerateMacCommand({
        KeyId: this.#keyId,
        MacAlgorithm: 'HMAC_SHA_256',
        // Says what the key is for: another use of the same KMS key could never derive it.
        Message: Buffer.from('marks in the tables of the authorisation server'),
      }),
    );
    if (Mac?.length !== 32) throw new Error('KMS answered without a MAC');
    return Mac;
  }
}
