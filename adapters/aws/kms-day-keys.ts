import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { DayKeys } from '../../domain/logs/redaction/marks/day-keys';

/** Derives each day's key from an HMAC key that never leaves KMS. */
export class KmsDayKeys implements DayKeys {
  readonly #kms: KMSClient;
  readonly #keyId: string;

  constructor(kms: KMSClient, keyId: string) {
    this.#kms = kms;
    this.#keyId = keyId;
  }

  async keyOf(day: string): Promise<Uint8Array> {
    const { Mac } = await this.#kms.send(
      new GenerateMacCommand({
        KeyId: this.#keyId,
        MacAlgorithm: 'HMAC_SHA_256',
        // Says what the key is for: another use of the same KMS key could never derive it.
        Message: Buffer.from(`marks in redacted logs, ${day}`),
      }),
    );
    if (Mac?.length !== 32) throw new Error('KMS answered without a MAC');
    return Mac;
  }
}
