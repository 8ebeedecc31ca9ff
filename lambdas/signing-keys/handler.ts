import { KMSClient } from '@aws-sdk/client-kms';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { customResource } from '../../adapters/aws/custom-resource';
import { kmsPublicKey } from '../../adapters/aws/kms-public-key';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { makePublishSigningKeys } from './publish-signing-keys';

const kms = awsClient(KMSClient, inBackground);

export const handler = customResource(
  makePublishSigningKeys({
    publicKey: (keyId, algorithm) => kmsPublicKey(kms, keyId, algorithm),
    clock,
  }),
);
