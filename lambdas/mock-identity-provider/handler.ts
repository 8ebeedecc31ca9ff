import { randomUUID } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { kmsPublicKey } from '../../adapters/aws/kms-public-key';
import { KmsTokenSigner } from '../../adapters/aws/kms-token-signer';
import { apiGatewayHandler } from '../../adapters/http/api-gateway-handler';
import { mockIdentityProviderApp } from './app';
import { mockIdentityProviderEnv } from './env';

const env = mockIdentityProviderEnv.parse(process.env);
const kms = new KMSClient();

const app = mockIdentityProviderApp({
  baseUrl: env.BASE_URL,
  signer: new KmsTokenSigner(kms, { keyId: env.SIGNING_KEY, algorithm: 'RS256' }),
  publicKey: () => kmsPublicKey(kms, env.SIGNING_KEY, 'RS256'),
  clock: { now: () => new Date() },
  newId: randomUUID,
});

export const handler = apiGatewayHandler(app, new URL(env.BASE_URL).pathname.replace(/\/$/, ''));
