import { randomUUID } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { awsClient } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { kmsPublicKey } from '../../adapters/aws/kms-public-key';
import { KmsTokenSigner } from '../../adapters/aws/kms-token-signer';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { apiGatewayHandler } from '../../adapters/http/api-gateway-handler';
import { logFailure } from '../../adapters/node/log-failure';
import { postForm } from '../../adapters/node/post-form';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { application } from '../../domain/applications/application';
import type { SigningAlgorithm } from '../../domain/oauth/keys/signing-key';
import { mockIdentityProviderApp } from './app';
import { mockIdentityProviderEnv } from './env';
import { algorithmOf, type IssuerKey } from './issuer';

const env = mockIdentityProviderEnv.parse(process.env);
const kms = awsClient(KMSClient);

const keyFor = (algorithm: SigningAlgorithm): IssuerKey => ({
  signer: new KmsTokenSigner(kms, { keyId: env.SIGNING_KEY, algorithm }),
  publicKey: () => kmsPublicKey(kms, env.SIGNING_KEY, algorithm),
});

const app = mockIdentityProviderApp({
  baseUrl: env.BASE_URL,
  keys: { cis2: keyFor(algorithmOf.cis2), 'nhs-login': keyFor(algorithmOf['nhs-login']) },
  applications: new RevisedRows(dynamoClient(), env.APPLICATIONS_TABLE, application),
  platformClient: {
    id: env.PLATFORM_CLIENT_ID,
    jwks: JSON.parse(env.PLATFORM_CLIENT_JWKS),
    redirectUri: env.PLATFORM_REDIRECT_URI,
  },
  notifyLogout: (logout_token) => postForm(env.BACKCHANNEL_LOGOUT_URL, { logout_token }),
  clock,
  newId: randomUUID,
  onFault: (error) => logFailure('request failed', error),
});

export const handler = apiGatewayHandler(app, new URL(env.BASE_URL).pathname.replace(/\/$/, ''));
