/** Signs JWTs with a key that nobody can read. */
export interface TokenSigner {
  /** Compact JWS of the claims with the header's `typ`; algorithm and `kid` are the signer's own. */
  sign(token: { readonly typ: string; readonly claims: Readonly<Record<string, unknown>> }): Promise<string>;
}
