import type { Cloud } from '../../cloud/cloud';
import type { KeyStore } from '../kms/key-store';
import type { Buckets } from '../s3/buckets';
import type { TrailSettings } from './trails';

export interface DeliveryNeeds {
  readonly cloud: Pick<Cloud, 'access' | 'clock'>;
  readonly kms: { readonly keys: KeyStore };
  readonly s3: { readonly buckets: Buckets };
}

const principal = { kind: 'service', name: 'cloudtrail.amazonaws.com' } as const;

/** Writes to a trail's bucket as CloudTrail does, which the policies of bucket and key must let it. */
export const deliverTrail =
  ({ cloud: { access, clock }, kms: { keys }, s3: { buckets } }: DeliveryNeeds) =>
  ({ arn, bucketName, keyName }: TrailSettings, key: string, body: Buffer): void => {
    const bucket = buckets.get(bucketName);
    const source = { 'aws:SourceArn': arn };
    const authorize = (action: string, resource: string, context: Readonly<Record<string, string>> = {}) =>
      access.authorize({ principal, action, resource, context: { ...source, ...context } });
    authorize('s3:GetBucketAcl', bucket.arn);
    authorize('s3:PutObject', `${bucket.arn}/${key}`, { 's3:x-amz-acl': 'bucket-owner-full-control' });
    if (keyName) {
      const context = { 'kms:EncryptionContext:aws:cloudtrail:arn': arn };
      authorize('kms:GenerateDataKey', keys.arnOf(keys.find(keyName).id), context);
    }
    const lastModified = clock.now().toISOString();
    bucket.objects.put({ key, contentType: 'application/json', metadata: {}, lastModified }, body);
  };
