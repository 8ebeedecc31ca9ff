/**
 * Ids of grants, and of access tokens without one, whose access tokens are worth nothing any more though they have not
 * expired. The authoriser asks it of every token that the gateway has not cached. Sessions at identity providers that
 * are over stand in it too (`Grant.upstreamSession`), as their ID tokens have not expired either.
 */
export interface RevocationStore {
  /** @param revocation.expiresAt when the last access token it concerns has expired by itself */
  revoke(revocation: { readonly id: string; readonly expiresAt: Date }): Promise<void>;
  isRevoked(id: string): Promise<boolean>;
}
