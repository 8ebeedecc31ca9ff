import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { retention } from '../../../domain/retention/retention';
import { acknowledge } from '../security/acknowledge';
import { stateRemoval } from '../security/state-removal';
import { keptAs } from './kept-as';
import { expireAfter } from './store-bucket';

/** Where S3 records who touched the other buckets. */
export function serverAccessLogBucket(scope: Construct, id: string, { retain }: { retain: boolean }): IBucket {
  const bucket = new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: stateRemoval(retain),
    lifecycleRules: [expireAfter(retention.serverAccessLogs.keptFor.days)],
  });
  keptAs(bucket, 'serverAccessLogs');
  acknowledge(bucket, {
    pack: 'DipChecks',
    rule: 'OwnKeys',
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    reason: 'S3 delivers its access logs only to buckets that are encrypted with its own key',
  });
  // CDK's class does not satisfy its own interface under exactOptionalPropertyTypes.
  return bucket as IBucket;
}
