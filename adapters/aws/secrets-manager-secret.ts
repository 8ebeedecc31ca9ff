import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../domain/ports';

const keptFor = 5 * 60_000;

/** Reads a secret string and keeps it for five minutes, so that a rotated one is soon in use. */
export function secretsManagerSecret(
  secrets: SecretsManagerClient,
  { secretId, clock }: { readonly secretId: string; readonly clock: Clock },
): () => Promise<string> {
  let kept: { readonly value: string; readonly until: number } | undefined;
  return async () => {
    const now = clock.now().getTime();
    if (kept !== undefined && now < kept.until) return kept.value;
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: secretId }));
    // An empty secret would match an empty key.
    if (!SecretString) throw new Error('The secret has no text');
    kept = { value: SecretString, until: now + keptFor };
    return SecretString;
  };
}
