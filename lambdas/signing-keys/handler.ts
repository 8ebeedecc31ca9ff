import { KMSClient } from '@aws-sdk/client-kms';
import { customResource } from '../../adapters/aws/custom-resource';
import { kmsPublicKey } from '../../adapters/aws/kms-public-key';
import { makePublishSigningKeys } from './publish-signing-keys';

const kms = new KMSClient();

export const handler = customResource(
  makePublishSigningKeys({ publicKey: (keyId) => kmsPublicKey(kms, keyId, 'PS256'), clock: { now: () => new Date() } }),
);
