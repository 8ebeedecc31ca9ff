import { EncryptJWT, jwtDecrypt } from 'jose';
import type { IdentityCipher } from '../../domain/oauth/ports';
import { type UserIdentity, userIdentity } from '../../domain/oauth/user-identity';

/** Seals with a key that lives as long as the process; the application stands where KMS has its encryption context. */
export class MemoryIdentityCipher implements IdentityCipher {
  readonly #key = crypto.getRandomValues(new Uint8Array(32));

  seal(identity: UserIdentity, applicationId: string): Promise<string> {
    return new EncryptJWT({ ...identity })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setSubject(applicationId)
      .encrypt(this.#key);
  }

  async open(sealed: string, applicationId: string): Promise<UserIdentity> {
    const { payload } = await jwtDecrypt(sealed, this.#key, { subject: applicationId });
    return userIdentity.parse(payload);
  }
}
