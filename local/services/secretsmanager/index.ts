import type { Cloud } from '../../cloud/cloud';
import type { KeyStore } from '../kms/key-store';
import { SecretStore } from './secret-store';
import { secretsManager } from './secrets-manager';

interface Needs {
  readonly cloud: Pick<Cloud, 'account' | 'clock' | 'state'>;
  readonly kms: { readonly keys: KeyStore };
}

export function startSecretsManager({ cloud, kms: { keys } }: Needs) {
  const secrets = new SecretStore(cloud);
  const api = secretsManager({
    secrets,
    authorizeKeyUse: (caller, { arn, keyName }, actions) =>
      keys.authorizeUse(caller, {
        keyName,
        service: 'secretsmanager',
        actions,
        encryptionContext: { SecretARN: arn },
      }),
  });
  return { secrets, api };
}
