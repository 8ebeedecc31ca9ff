import { awsClient } from '../../adapters/aws/clients/aws-client';
import { Failure } from '../../domain/failure';
import type { IdentityCipher } from '../../domain/oauth/ports';
import type { Clock } from '../../domain/ports';

// Most APIs need neither client, so each is loaded by the first call that does and costs no other cold start anything.

/** Reads the target's credential from Secrets Manager, kept as long as its adapter keeps it. */
export function targetSecret(secretId: string, clock: Clock): () => Promise<string> {
  let read: Promise<() => Promise<string>> | undefined;
  const load = async () => {
    if (secretId === '')
      throw new Failure('invalid_configuration', 'The target asks for a credential: set TARGET_SECRET');
    const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
    const { secretsManagerSecret } = await import('../../adapters/aws/secrets-manager-secret.js');
    return secretsManagerSecret(awsClient(SecretsManagerClient), { secretId, clock });
  };
  return async () => {
    read ??= load();
    return (await read)();
  };
}

/** Opens the identities that the authorisation server sealed. */
export function identityCipher(keyId: string): Pick<IdentityCipher, 'open'> {
  let cipher: Promise<IdentityCipher> | undefined;
  const load = async () => {
    if (keyId === '') throw new Failure('invalid_configuration', 'The API asks for identity headers: set IDENTITY_KEY');
    const { KMSClient } = await import('@aws-sdk/client-kms');
    const { KmsIdentityCipher } = await import('../../adapters/aws/kms-identity-cipher.js');
    return new KmsIdentityCipher(awsClient(KMSClient), keyId);
  };
  return {
    open: async (sealed, applicationId) => {
      cipher ??= load();
      return (await cipher).open(sealed, applicationId);
    },
  };
}
