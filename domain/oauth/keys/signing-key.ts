/** RFC 7518 §3.3 and §3.5: what an RSA key inside KMS signs with. */
export type SigningAlgorithm = 'PS256' | 'RS256' | 'RS512';

/**
 * The `kid` under which a KMS key is published: the last group of its id, which is enough to tell keys apart and of
 * no use towards AWS. Both those who sign and those who publish make it from the key's id or ARN.
 */
export const signingKeyId = (kmsKeyId: string): string => kmsKeyId.slice(-12);
