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
import { KmsIdentityCipher } from '../../adapters/aws/kms-identity-cipher';
import { KmsTokenSigner } from '../../adapters/aws/kms-token-signer';
import { apiGatewayHandler } from '../../adapters/http/api-gateway-handler';
import { fetchKeySet } from '../../adapters/node/fetch-key-set';
import { logFailure } from '../../adapters/node/log-failure';
import { newSecret } from '../../adapters/node/new-secret';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { identityProviders } from '../../domain/tokens/identity-provider';
import { makeKeySets } from '../../domain/tokens/key-sets';
import { makeAuthorizationServer } from '../../domain/tokens/make-authorization-server';
import { serverMetadata } from '../../domain/tokens/server-metadata';
import { tokenApp } from './app';
import { tokenEnv } from './env';

const env = tokenEnv.parse(process.env);
const kms = new KMSClient();
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient());
const clock = { now: () => new Date() };
const applications = new DynamoApplicationStore(dynamo, env.APPLICATIONS_TABLE);
const [signingKey = ''] = env.SIGNING_KEYS.split(' ');

const server = makeAuthorizationServer({
  applications,
  registry: new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE),
  grants: new DynamoGrantStore(dynamo, env.GRANTS_TABLE),
  revocations: new DynamoRevocationStore(dynamo, env.REVOCATIONS_TABLE),
  replays: new DynamoReplayStore(dynamo, env.REPLAYS_TABLE, clock),
  signer: new KmsTokenSigner(kms, { keyId: signingKey, algorithm: 'PS256' }),
  identities: new KmsIdentityCipher(kms, env.IDENTITY_KEY),
  keySets: makeKeySets({ fetchKeySet, clock }),
  providers: identityProviders.parse(JSON.parse(env.IDENTITY_PROVIDERS)),
  keys: createLocalJWKSet(JSON.parse(env.PLATFORM_JWKS)),
  hash: sha256SecretHash,
  clock,
  newId: randomUUID,
  newSecret,
  issuer: env.ISSUER,
  audience: env.AUDIENCE,
  audiences: [...env.TOKEN_ENDPOINTS.split(' '), env.ISSUER],
});
const app = tokenApp({
  ...server,
  metadata: serverMetadata(env.ISSUER),
  jwks: env.PLATFORM_JWKS,
  probe: () => applications.find('_status'),
  onFault: (error) => logFailure('request failed', error),
});

export const handler = apiGatewayHandler(app, new URL(env.ISSUER).pathname);
