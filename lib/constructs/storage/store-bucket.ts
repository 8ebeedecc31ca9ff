import { Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from '../security/acknowledge';
import { stateRemoval } from '../security/state-removal';

export interface StoreBucketProps {
  readonly key: IKey;
  /** Keeps the bucket when its stack goes. */
  readonly retain: boolean;
  /** Receives the record of who touched the bucket. */
  readonly accessLogs: IBucket;
  /** Asks KMS once for many objects (an S3 Bucket Key). @default true */
  readonly bucketKey?: boolean;
  /** @default objects are kept until something deletes them */
  readonly lifecycleRules?: LifecycleRule[];
  /** Tells EventBridge of every object that is created. @default false */
  readonly announcesObjects?: boolean;
  /** Prefixes whose requests are counted in CloudWatch, by the id of the count. @default none */
  readonly countedPrefixes?: Readonly<Record<string, string>>;
}

/** What leaves nothing of an object behind: of uploads that never finished, and of versions should a bucket keep any. */
export const leavesNothing = {
  abortIncompleteMultipartUploadAfter: Duration.days(1),
  noncurrentVersionExpiration: Duration.days(1),
} satisfies LifecycleRule;

/**
 * Deletes objects, those under `prefix` where it is given, and what would be left of them. With an age in days S3 also
 * removes the delete markers that this leaves in a bucket with versions.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html#lifecycle-config-conceptual-ex7
 */
export const expireAfter = (days: number, prefix?: string): LifecycleRule => ({
  expiration: Duration.days(days),
  ...leavesNothing,
  ...(prefix && { prefix }),
});

/** What a grant may name; each brings the use of the bucket's key that it needs. */
export type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject' | 'AbortMultipartUpload';

/** A private bucket: TLS only, its own key, owner-enforced, every access recorded. */
export class StoreBucket extends Bucket {
  constructor(scope: Construct, id: string, props: StoreBucketProps) {
    const { key, retain, accessLogs, lifecycleRules = [], countedPrefixes = {}, announcesObjects = false } = props;
    super(scope, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: props.bucketKey ?? true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: `${id}/`,
      removalPolicy: stateRemoval(retain),
      lifecycleRules,
      metrics: Object.entries(countedPrefixes).map(([metricsId, prefix]) => ({ id: metricsId, prefix })),
    });
    if (announcesObjects) {
      // Not CDK's own flag, which deploys a function that may change the notifications of every bucket.
      const resource = this.node.defaultChild as CfnBucket;
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
  }

  /** Allows just these actions, on the objects under `prefix` where it is given. */
  allowObjects(grantee: IGrantable, actions: readonly ObjectAction[], prefix = ''): void {
    const objects = this.arnForObjects(`${prefix}*`);
    const allowed = actions.map((action) => `s3:${action}`);
    Grant.addToPrincipal({ grantee, actions: allowed, resourceArns: [objects] });
    const role = grantee.grantPrincipal;
    const reason = 'The keys of objects are not known beforehand';
    if (Construct.isConstruct(role)) acknowledgeWildcard(role, { resource: objects, actions: allowed, reason });
    if (actions.includes('GetObject')) this.encryptionKey?.grant(grantee, 'kms:Decrypt');
    if (actions.includes('PutObject')) this.encryptionKey?.grant(grantee, 'kms:GenerateDataKey', 'kms:Decrypt');
  }

  allowList(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket'], resourceArns: [this.bucketArn] });
  }
}
