import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createLocalJWKSet } from 'jose';
import { DynamoApplicationStore } from '../../adapters/aws/dynamo-application-store';
import { DynamoGrantStore } from '../../adapters/aws/dynamo-grant-store';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { DynamoReplayStore } from '../../adapters/aws/dynamo-replay-store';
import { DynamoRevocationStore } from '../../adapters/aws/dynamo-revocation-store';
import { DynamoSignInStore } from '../../adapters/aws/dynamo-sign-in-store';
import { KmsIdentityCipher } from '../../adapters/aws/kms-identity-cipher';
import { KmsTextCipher } from '../../adapters/aws/kms-text-cipher';
import { KmsTokenSigner } from '../../adapters/aws/kms-token-signer';
import { apiGatewayHandler } from '../../adapters/http/api-gateway-handler';
import { fetchKeySet } from '../../adapters/node/fetch-key-set';
import { logFailure } from '../../adapters/node/log-failure';
import { newSecret } from '../../adapters/node/new-secret';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { OpenidIdentityProviderClient } from '../../adapters/openid/openid-identity-provider-client';
import { makeSignInServer } from '../../domain/sign-in/make-sign-in-server';
import { identityProviders } from '../../domain/tokens/identity-provider';
import { makeKeySets } from '../../domain/tokens/key-sets';
import { signInApp } from './app';
import { signInEnv } from './env';

const env = signInEnv.parse(process.env);
const kms = new KMSClient();
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient());
const clock = { now: () => new Date() };
const onFault = (error: unknown) => logFailure('request failed', error);
const providers = identityProviders.parse(JSON.parse(env.IDENTITY_PROVIDERS));
const [relyingPartyKey = ''] = env.RELYING_PARTY_KEYS.split(' ');

const server = makeSignInServer({
  applications: new DynamoApplicationStore(dynamo, env.APPLICATIONS_TABLE),
  registry: new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE),
  signIns: new DynamoSignInStore(dynamo, env.SIGN_INS_TABLE),
  grants: new DynamoGrantStore(dynamo, env.GRANTS_TABLE),
  revocations: new DynamoRevocationStore(dynamo, env.REVOCATIONS_TABLE),
  replays: new DynamoReplayStore(dynamo, env.REPLAYS_TABLE, clock),
  identities: new KmsIdentityCipher(kms, env.IDENTITY_KEY),
  upstreamTokens: new KmsTextCipher(kms, env.IDENTITY_KEY),
  identityProviders: new OpenidIdentityProviderClient({
    providers,
    redirectUri: `${env.ISSUER}/callback`,
    signer: new KmsTokenSigner(kms, { keyId: relyingPartyKey, algorithm: 'RS512' }),
    clock,
    newId: randomUUID,
  }),
  keys: createLocalJWKSet(JSON.parse(env.PLATFORM_JWKS)),
  keySets: makeKeySets({ fetchKeySet, clock }),
  providers,
  hash: sha256SecretHash,
  newId: randomUUID,
  newSecret,
  clock,
  issuer: env.ISSUER,
  audience: env.AUDIENCE,
  onFault,
});

export const handler = apiGatewayHandler(signInApp({ ...server, onFault }), new URL(env.ISSUER).pathname);
