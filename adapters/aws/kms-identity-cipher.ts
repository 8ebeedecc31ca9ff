import type { KMSClient } from '@aws-sdk/client-kms';
import type { IdentityCipher } from '../../domain/oauth/ports';
import { type UserIdentity, userIdentity } from '../../domain/oauth/user-identity';
import { KmsTextCipher } from './kms-text-cipher';

export class KmsIdentityCipher implements IdentityCipher {
  readonly #texts: KmsTextCipher;

  constructor(kms: KMSClient, keyId: string) {
    this.#texts = new KmsTextCipher(kms, keyId);
  }

  seal(identity: UserIdentity, applicationId: string): Promise<string> {
    return this.#texts.seal(JSON.stringify(identity), applicationId);
  }

  async open(sealed: string, applicationId: string): Promise<UserIdentity> {
    return userIdentity.parse(JSON.parse(await this.#texts.open(sealed, applicationId)));
  }
}
