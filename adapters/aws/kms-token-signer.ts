import { type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { base64url } from 'jose';
import { type SigningAlgorithm, signingKeyId } from '../../domain/oauth/keys/signing-key';
import type { TokenSigner } from '../../domain/oauth/ports';

const kmsAlgorithms = {
  PS256: 'RSASSA_PSS_SHA_256',
  RS256: 'RSASSA_PKCS1_V1_5_SHA_256',
  RS512: 'RSASSA_PKCS1_V1_5_SHA_512',
} as const satisfies Record<SigningAlgorithm, string>;

interface SigningKey {
  /** KMS key id or ARN. */
  readonly keyId: string;
  readonly algorithm: SigningAlgorithm;
}

/** Signs with a key inside KMS, which jose cannot reach: jose's encoding, KMS's signature. */
export class KmsTokenSigner implements TokenSigner {
  readonly #kms: KMSClient;
  readonly #key: SigningKey;

  constructor(kms: KMSClient, key: SigningKey) {
    this.#kms = kms;
    this.#key = key;
  }

  async sign({ typ, claims }: Parameters<TokenSigner['sign']>[0]): Promise<string> {
    const { keyId, algorithm } = this.#key;
    const header = { alg: algorithm, typ, kid: signingKeyId(keyId) };
    // RFC 7515 §5.1
    const input = `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(claims))}`;
    const { Signature } = await this.#kms.send(
      new SignCommand({
        KeyId: keyId,
        SigningAlgorithm: kmsAlgorithms[algorithm],
        // KMS hashes it; 4,096 bytes at most, which a token that fits a header never reaches.
        MessageType: 'RAW',
        Message: Buffer.from(input, 'ascii'),
      }),
    );
    if (Signature === undefined) throw new Error('KMS answered without a signature');
    return `${input}.${base64url.encode(Signature)}`;
  }
}
