import { GetPublicKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { exportJWK, importSPKI, type JWK } from 'jose';
import { type SigningAlgorithm, signingKeyId } from '../../domain/oauth/keys/signing-key';

/** The public half of a KMS signing key as a JWK, under its published id. */
export async function kmsPublicKey(kms: KMSClient, keyId: string, alg: SigningAlgorithm): Promise<JWK> {
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
  if (PublicKey === undefined) throw new Error('KMS answered without a public key');
  const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(PublicKey).toString('base64')}\n-----END PUBLIC KEY-----`;
  const { kty, n, e } = await exportJWK(await importSPKI(pem, alg, { extractable: true }));
  if (kty !== 'RSA' || n === undefined || e === undefined) throw new Error('The KMS key is not an RSA key');
  return { kty, n, e, alg, use: 'sig', kid: signingKeyId(keyId) };
}
