import type { ResourceProvider } from '../cloud/resources/resource-provider';
import type { Engines } from '../start/engines';
import { contentDeliveryProviders } from './cloudfront/resources';
import { trailProvider } from './cloudtrail/resources';
import { userPoolProviders } from './cognito/resources';
import { tableProviders } from './dynamodb/resources';
import { eventProviders } from './events/resources';
import { deliveryStreamProvider } from './firehose/resources';
import { iamProviders } from './iam/resources';
import { keyProviders } from './kms/resources';
import type { AssetFolders } from './lambda/function-code';
import { functionProviders } from './lambda/resources';
import { logProviders } from './logs/resources';
import { bucketProviders } from './s3/resources';
import { configurationProviders } from './secretsmanager/resources';
import { queueProviders } from './sqs/resources';

/** Every resource type that the embedded cloud runs, API Gateway's and custom resources aside. */
export const coreProviders = (engines: Engines, assets: AssetFolders): readonly ResourceProvider[] => [
  ...iamProviders(engines),
  ...keyProviders(engines),
  ...bucketProviders(engines),
  ...tableProviders(engines),
  ...configurationProviders(engines),
  ...userPoolProviders(engines),
  ...contentDeliveryProviders(engines),
  ...queueProviders(engines),
  deliveryStreamProvider(engines),
  ...functionProviders(engines, assets),
  ...eventProviders(engines),
  ...logProviders(engines),
  trailProvider(engines),
];
