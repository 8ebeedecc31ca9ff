import { contentDeliveryProviders } from '../content-delivery/content-delivery-providers';
import type { Engines } from '../host/engines';
import { bucketProviders } from './bucket-providers';
import { configurationProviders } from './configuration-providers';
import { deliveryStreamProvider } from './delivery-stream-provider';
import { eventProviders } from './event-providers';
import type { AssetFolders } from './function-code';
import { functionProviders } from './function-providers';
import { iamProviders } from './iam-providers';
import { keyProviders } from './key-providers';
import { logProviders } from './log-providers';
import { queueProviders } from './queue-providers';
import type { ResourceProvider } from './resource-provider';
import { tableProviders } from './table-providers';
import { trailProvider } from './trail-provider';
import { userPoolProviders } from './user-pool-providers';

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
