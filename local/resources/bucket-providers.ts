import { z } from 'zod';
import type { Engines } from '../host/engines';
import { lifecycleRule } from '../services/s3/lifecycle';
import { providerOf } from './provider-of';
import type { ResourceProvider } from './resource-provider';

const encryptionRule = z.object({
  ServerSideEncryptionByDefault: z
    .object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().optional() })
    .optional(),
});
const bucket = z.object({
  BucketName: z.string().optional(),
  BucketEncryption: z.object({ ServerSideEncryptionConfiguration: z.array(encryptionRule) }).optional(),
  LifecycleConfiguration: z.object({ Rules: z.array(lifecycleRule) }).optional(),
});
const bucketPolicy = z.object({ Bucket: z.string(), PolicyDocument: z.unknown() });

export const bucketProviders = ({ access, account, buckets }: Engines): readonly ResourceProvider[] => [
  providerOf('AWS::S3::Bucket', bucket, (properties, { physicalId }) => {
    const [encryption] = properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
    const keyName = encryption?.ServerSideEncryptionByDefault?.KMSMasterKeyID;
    const { name, arn } = buckets.put(properties.BucketName ?? bucketName(physicalId), {
      lifecycle: properties.LifecycleConfiguration?.Rules ?? [],
      ...(keyName && { keyName }),
    });
    const domain = `${name}.s3.amazonaws.com`;
    const regional = `${name}.s3.${account.region}.amazonaws.com`;
    return { ref: name, attributes: { Arn: arn, DomainName: domain, RegionalDomainName: regional } };
  }),
  providerOf('AWS::S3::BucketPolicy', bucketPolicy, ({ Bucket, PolicyDocument }, { physicalId }) => {
    access.putResourcePolicy(buckets.get(Bucket).arn, PolicyDocument);
    return { ref: physicalId };
  }),
];

/** Lower case and at most 63 characters, of which the last tell it from others. */
function bucketName(physicalId: string): string {
  const name = physicalId.toLowerCase();
  return name.length <= 63 ? name : `${name.slice(0, 50).replace(/-$/, '')}-${name.slice(-12)}`;
}
