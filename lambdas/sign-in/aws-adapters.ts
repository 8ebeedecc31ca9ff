import { KMSClient } from '@aws-sdk/client-kms';
import { awsClient } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { DynamoAttempts } from '../../adapters/aws/dynamo-attempts';
import { DynamoAuthorizationStore } from '../../adapters/aws/dynamo-authorization-store';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { DynamoReplayStore } from '../../adapters/aws/dynamo-replay-store';
import { DynamoRevocationStore } from '../../adapters/aws/dynamo-revocation-store';
import { DynamoSignInStore } from '../../adapters/aws/dynamo-sign-in-store';
import { KmsIdentityCipher } from '../../adapters/aws/kms-identity-cipher';
import { KmsMarks } from '../../adapters/aws/kms-marks';
import { KmsTextCipher } from '../../adapters/aws/kms-text-cipher';
import { KmsTokenSigner } from '../../adapters/aws/kms-token-signer';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { application } from '../../domain/applications/application';
import type { Clock } from '../../domain/ports';
import type { SignInEnv } from './env';

/** What sign-in stands on, in AWS. */
export function awsAdapters(env: SignInEnv, clock: Clock) {
  const kms = awsClient(KMSClient);
  const dynamo = dynamoClient();
  // Impatient: what cannot be counted is let through, so it must not hold up the request.
  const counting = dynamoClient({ tries: 1, within: 500 });
  const [relyingPartyKey = ''] = env.RELYING_PARTY_KEYS.split(' ');
  return {
    applications: new RevisedRows(dynamo, env.APPLICATIONS_TABLE, application),
    registry: new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE),
    signIns: new DynamoSignInStore(dynamo, env.SIGN_INS_TABLE),
    authorizations: new DynamoAuthorizationStore(dynamo, env.GRANTS_TABLE),
    revocations: new DynamoRevocationStore(dynamo, env.REVOCATIONS_TABLE),
    replays: new DynamoReplayStore(dynamo, env.REPLAYS_TABLE, clock),
    attempts: new DynamoAttempts(counting, env.ATTEMPTS_TABLE, clock),
    identities: new KmsIdentityCipher(kms, env.IDENTITY_KEY),
    marks: new KmsMarks(kms, env.MARK_KEY),
    upstreamTokens: new KmsTextCipher(kms, env.IDENTITY_KEY),
    signer: new KmsTokenSigner(kms, { keyId: relyingPartyKey, algorithm: 'RS512' }),
  };
}
