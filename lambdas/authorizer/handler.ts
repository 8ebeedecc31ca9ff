import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClient } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { DynamoKeyUses } from '../../adapters/aws/dynamo-key-uses';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { DynamoRevocationStore } from '../../adapters/aws/dynamo-revocation-store';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { secretsManagerSecret } from '../../adapters/aws/secrets-manager-secret';
import { logFailure } from '../../adapters/node/log-failure';
import { ps256Signature } from '../../adapters/node/ps256-signature';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { makeAuthorizeCall } from '../../domain/access/authorize-call';
import { application } from '../../domain/applications/application';
import { makeNoteKeyUse } from '../../domain/applications/key-uses';
import { makeVerifyAccessToken } from '../../domain/oauth/tokens/verify-access-token';
import { makeAuthorize } from './authorize';
import { authorizerEnv } from './env';

const env = authorizerEnv.parse(process.env);
const patience = { within: 1_000 };
const dynamo = dynamoClient(patience);
// Impatient: a use that cannot be noted must not hold up the call.
const noting = dynamoClient({ tries: 1, within: 300 });
const secrets = awsClient(SecretsManagerClient, patience);

const authorizeCall = makeAuthorizeCall({
  registry: new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE),
  applications: new RevisedRows(dynamo, env.APPLICATIONS_TABLE, application),
  revocations: new DynamoRevocationStore(dynamo, env.REVOCATIONS_TABLE),
  verifyAccessToken: makeVerifyAccessToken({
    signature: ps256Signature(JSON.parse(env.PLATFORM_JWKS)),
    issuer: env.ISSUER,
    audience: env.AUDIENCE,
    clock,
  }),
  monitoringKey: secretsManagerSecret(secrets, { secretId: env.MONITORING_KEY_SECRET, clock }),
  hash: sha256SecretHash,
  noteKeyUse: makeNoteKeyUse({
    keyUses: new DynamoKeyUses(noting, env.KEY_USES_TABLE),
    clock,
    onUnnoted: (error) => logFailure('the use of a key was not noted', error),
  }),
  clock,
});

export const handler = makeAuthorize({
  authorizeCall,
  onFault: (error) => logFailure('authorisation failed', error),
});
