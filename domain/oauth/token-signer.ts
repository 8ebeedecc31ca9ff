/** RFC 7518 §3.3 and §3.5: what an RSA key inside KMS signs with. */
export type SigningAlgorithm = 'PS256' | 'RS256' | 'RS512';

/** Signs JWTs with a key that nobody can read. */
export interface TokenSigner {
  /** Compact JWS of the claims with the header's `typ`; algorithm and `kid` are the signer's own. */
  sign(token: { readonly typ: string; readonly claims: Readonly<Record<string, unknown>> }): Promise<string>;
}
