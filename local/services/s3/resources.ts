import { z } from 'zod';
import { flag, providerOf } from '../../cloud/resources/provider-of';
import type { ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';
import type { ServiceEvent } from '../events/event-bus';
import { lifecycleRule } from './lifecycle';
import type { ObjectRecord } from './object-store';

const encryptionRule = z.object({
  ServerSideEncryptionByDefault: z
    .object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().optional() })
    .optional(),
});
const bucket = z.object({
  BucketName: z.string().optional(),
  BucketEncryption: z.object({ ServerSideEncryptionConfiguration: z.array(encryptionRule) }).optional(),
  NotificationConfiguration: z
    .strictObject({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: flag.default(true) }) })
    .optional(),
  LifecycleConfiguration: z.object({ Rules: z.array(lifecycleRule) }).optional(),
});
const bucketPolicy = z.object({ Bucket: z.string(), PolicyDocument: z.unknown() });

export const bucketProviders = ({ access, account, buckets, events }: Engines): readonly ResourceProvider[] => [
  providerOf(
    'AWS::S3::Bucket',
    bucket,
    (properties, { physicalId }) => {
      const [encryption] = properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
      const keyName = encryption?.ServerSideEncryptionByDefault?.KMSMasterKeyID;
      const name = properties.BucketName ?? bucketName(physicalId);
      const announces = properties.NotificationConfiguration?.EventBridgeConfiguration.EventBridgeEnabled;
      const { arn } = buckets.put(name, {
        lifecycle: properties.LifecycleConfiguration?.Rules ?? [],
        ...(keyName && { keyName }),
        ...(announces && { onCreated: (object: ObjectRecord) => events.publish(objectCreated(name, object)) }),
      });
      const domain = `${name}.s3.amazonaws.com`;
      const regional = `${name}.s3.${account.region}.amazonaws.com`;
      return { ref: name, attributes: { Arn: arn, DomainName: domain, RegionalDomainName: regional } };
    },
    (_properties, { ref }) => buckets.remove(ref),
  ),
  providerOf('AWS::S3::BucketPolicy', bucketPolicy, ({ Bucket, PolicyDocument }, { physicalId }) => {
    access.putResourcePolicy(buckets.get(Bucket).arn, PolicyDocument);
    return { ref: physicalId };
  }),
];

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
