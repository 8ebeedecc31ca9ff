import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClient } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { DynamoAttempts } from '../../adapters/aws/dynamo-attempts';
import { DynamoAuthorizationStore } from '../../adapters/aws/dynamo-authorization-store';
import { DynamoKeyUses } from '../../adapters/aws/dynamo-key-uses';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { DynamoReplayStore } from '../../adapters/aws/dynamo-replay-store';
import { DynamoRevocationStore } from '../../adapters/aws/dynamo-revocation-store';
import { KmsIdentityCipher } from '../../adapters/aws/kms-identity-cipher';
import { KmsMarks } from '../../adapters/aws/kms-marks';
import { KmsTokenSigner } from '../../adapters/aws/kms-token-signer';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { secretsManagerSecret } from '../../adapters/aws/secrets-manager-secret';
import { application } from '../../domain/applications/application';
import { keptKeySet } from '../../domain/key-sets/kept-key-set';
import type { Clock } from '../../domain/ports';
import type { TokenEnv } from './env';

/** What the authorisation server stands on, in AWS. */
export function awsAdapters(env: TokenEnv, clock: Clock) {
  const kms = awsClient(KMSClient);
  const dynamo = dynamoClient();
  // Impatient: what cannot be counted or noted is let through, so it must not hold up the request.
  const counting = dynamoClient({ tries: 1, within: 500 });
  const secrets = awsClient(SecretsManagerClient);
  const [signingKey = ''] = env.SIGNING_KEYS.split(' ');
  return {
    applications: new RevisedRows(dynamo, env.APPLICATIONS_TABLE, application),
    registry: new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE),
    authorizations: new DynamoAuthorizationStore(dynamo, env.GRANTS_TABLE),
    revocations: new DynamoRevocationStore(dynamo, env.REVOCATIONS_TABLE),
    replays: new DynamoReplayStore(dynamo, env.REPLAYS_TABLE, clock),
    publishedKeySets: new RevisedRows(dynamo, env.KEY_SETS_TABLE, keptKeySet),
    keyUses: new DynamoKeyUses(counting, env.KEY_USES_TABLE),
    attempts: new DynamoAttempts(counting, env.ATTEMPTS_TABLE, clock),
    signer: new KmsTokenSigner(kms, { keyId: signingKey, algorithm: 'PS256' }),
    identities: new KmsIdentityCipher(kms, env.IDENTITY_KEY),
    marks: new KmsMarks(kms, env.MARK_KEY),
    monitoringKey: secretsManagerSecret(secrets, { secretId: env.MONITORING_KEY_SECRET, clock }),
  };
}
