/**
 * Ids of grants, and of access tokens without one, whose access tokens are worth nothing any more though they have not
 * expired. The authoriser asks it of every token that the gateway has not cached.
 */
export interface RevocationStore {
  /** @param revocation.expiresAt when the last access token it concerns has expired by itself */
  revoke(revocation: { readonly id: string; readonly expiresAt: Date }): Promise<void>;
  isRevoked(id: string): Promise<boolean>;
}
