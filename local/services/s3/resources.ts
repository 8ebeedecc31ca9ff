import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { flag, type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import type { EventBus, ServiceEvent } from '../events/event-bus';
import type { Buckets } from './buckets';
import { lifecycleRule } from './lifecycle';
import type { ObjectRecord } from './object-store';

interface Needs {
  readonly cloud: Pick<Cloud, 'access' | 'account'>;
  readonly events: { readonly bus: EventBus };
  readonly s3: { readonly buckets: Buckets };
}

const encryptionRule = z.object({
  ServerSideEncryptionByDefault: z
    .object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().optional() })
    .optional(),
});
const bucketProperties = z.object({
  BucketName: z.string().optional(),
  BucketEncryption: z.object({ ServerSideEncryptionConfiguration: z.array(encryptionRule) }).optional(),
  NotificationConfiguration: z
    .strictObject({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: flag.default(true) }) })
    .optional(),
  LifecycleConfiguration: z.object({ Rules: z.array(lifecycleRule) }).optional(),
});

export const bucket = ({ cloud: { account }, events: { bus }, s3: { buckets } }: Needs): ResourceType =>
  resourceType(bucketProperties, {
    replacedBy: ['BucketName'],
    provision(properties, { physicalId }) {
      const [encryption] = properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
      const keyName = encryption?.ServerSideEncryptionByDefault?.KMSMasterKeyID;
      const name = properties.BucketName ?? bucketName(physicalId);
      const announces = properties.NotificationConfiguration?.EventBridgeConfiguration.EventBridgeEnabled;
      const { arn } = buckets.put(name, {
        lifecycle: properties.LifecycleConfiguration?.Rules ?? [],
        ...(keyName && { keyName }),
        ...(announces && { onCreated: (object: ObjectRecord) => bus.publish(objectCreated(name, object)) }),
      });
      const domain = `${name}.s3.amazonaws.com`;
      const regional = `${name}.s3.${account.region}.amazonaws.com`;
      return { ref: name, attributes: { Arn: arn, DomainName: domain, RegionalDomainName: regional } };
    },
    remove: (_properties, { ref }) => buckets.remove(ref),
  });

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
const objectCreated = (bucket: string, { key, size, etag }: ObjectRecord): ServiceEvent => ({
  source: 'aws.s3',
  detailType: 'Object Created',
  resources: [`arn:aws:s3:::${bucket}`],
  detail: { version: '0', bucket: { name: bucket }, object: { key, size, etag: etag.replaceAll('"', '') } },
});

/** Lower case and at most 63 characters, of which the last tell it from others. */
function bucketName(physicalId: string): string {
  const name = physicalId.toLowerCase();
  return name.length <= 63 ? name : `${name.slice(0, 50).replace(/-$/, '')}-${name.slice(-12)}`;
}

const policyProperties = z.object({ Bucket: z.string(), PolicyDocument: z.unknown() });

export const bucketPolicy = ({ cloud: { access }, s3: { buckets } }: Omit<Needs, 'events'>): ResourceType =>
  resourceType(policyProperties, {
    replacedBy: ['Bucket'],
    turn: 'first',
    provision({ Bucket: name, PolicyDocument }, { physicalId }) {
      access.putResourcePolicy(buckets.get(name).arn, PolicyDocument);
      return { ref: physicalId };
    },
  });
