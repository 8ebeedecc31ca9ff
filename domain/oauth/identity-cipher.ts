import type { UserIdentity } from './user-identity';

/** Encrypts a user's identity for one application: what is sealed for one does not open for another. */
export interface IdentityCipher {
  /** @returns base64url, below 1 KB for the identities there are. */
  seal(identity: UserIdentity, applicationId: string): Promise<string>;
  /** @throws where it was sealed for another application or is damaged. */
  open(sealed: string, applicationId: string): Promise<UserIdentity>;
}
