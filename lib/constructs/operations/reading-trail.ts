import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { retention } from '../../../domain/retention/retention';
import { stateRemoval } from '../security/state-removal';
import { keptAs } from '../storage/kept-as';
import { expireAfter, StoreBucket } from '../storage/store-bucket';
import type { Stores } from '../storage/stores';

export interface ReadingTrailProps {
  readonly environment: string;
  readonly stores: Stores;
  readonly retain: boolean;
  /** Encrypts what alarms are made from. */
  readonly logKey: IKey;
}

/**
 * Records every call on the objects of the operational and the analytics bucket, by whom, and every change of what locks
 * them: management events that write. Who uses the bucket's key is in it too, as the key opens through S3 only.
 */
export class ReadingTrail extends Construct {
  readonly bucket: StoreBucket;
  /** Of the trail's files, up to the Region. */
  readonly prefix: string;
  /** What the trail records, for some days, as alarms are made from a log group alone. */
  readonly watched: LogGroup;

  constructor(scope: Construct, id: string, { environment, stores, retain, logKey }: ReadingTrailProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    // Named, because the policies below stand before it.
    const trailName = `dip-${environment}-reading`;
    const trailArn = Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
    const key = this.#key(trailArn, retain);
    this.bucket = this.#store({ key, retain, trailArn, accessLogs: stores.serverAccessLogs });
    this.prefix = `AWSLogs/${account}/CloudTrail/`;
    this.watched = new LogGroup(this, 'Watched', {
      retention: retention.watchedChanges.keptFor.days,
      encryptionKey: logKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    keptAs(this.watched, 'watchedChanges');
    const recorded = [stores.operationalLogs, stores.analytics].map((bucket) => bucket.arnForObjects(''));
    const trail = new CfnTrail(this, 'Resource', {
      trailName,
      s3BucketName: this.bucket.bucketName,
      kmsKeyId: key.keyArn,
      isLogging: true,
      // IAM's own changes are events of another Region, which a trail of one Region never sees.
      // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsLogGroupArn: this.watched.logGroupArn,
      cloudWatchLogsRoleArn: this.#writer(trailArn).roleArn,
      advancedEventSelectors: [
        {
          name: 'Objects of both buckets',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            { field: 'resources.ARN', startsWith: recorded },
          ],
        },
        {
          name: 'Changes',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Management'] },
            { field: 'readOnly', equalTo: ['false'] },
          ],
        },
      ],
    });
    if (this.bucket.policy) trail.node.addDependency(this.bucket.policy);
  }

  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
  #writer(trailArn: string): Role {
    const cloudTrail = new ServicePrincipal('cloudtrail.amazonaws.com');
    const conditions = { StringEquals: { 'aws:SourceArn': trailArn } };
    const role = new Role(this, 'Writer', { assumedBy: cloudTrail.withConditions(conditions) });
    this.watched.grantWrite(role);
    return role;
  }

  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
  #key(trailArn: string, retain: boolean): Key {
    const key = new Key(this, 'Key', {
      description: 'Record of who read access records',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: stateRemoval(retain),
    });
    const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
    const StringEquals = { 'aws:SourceArn': trailArn };
    const allow = (action: string, conditions: Record<string, Record<string, string>>) =>
      key.addToResourcePolicy(new PolicyStatement({ principals, actions: [action], resources: ['*'], conditions }));
    allow('kms:GenerateDataKey*', {
      StringEquals: { ...StringEquals, 'kms:EncryptionContext:aws:cloudtrail:arn': trailArn },
    });
    allow('kms:DescribeKey', { StringEquals });
    return key;
  }

  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
  #store(props: { key: Key; retain: boolean; trailArn: string; accessLogs: Stores['serverAccessLogs'] }) {
    const { trailArn, ...settings } = props;
    const bucket = new StoreBucket(this, 'Bucket', {
      ...settings,
      // With one, CloudTrail refuses a trail whose key it may not decrypt with; and it need not read what it wrote.
      // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
      bucketKey: false,
      lifecycleRules: [expireAfter(retention.readingTrail.keptFor.days)],
    });
    keptAs(bucket, 'readingTrail');
    const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
    const source = { 'aws:SourceArn': trailArn };
    const allow = (action: string, resource: string, StringEquals: Record<string, string>) =>
      bucket.addToResourcePolicy(
        new PolicyStatement({ principals, actions: [action], resources: [resource], conditions: { StringEquals } }),
      );
    allow('s3:GetBucketAcl', bucket.bucketArn, source);
    allow('s3:PutObject', bucket.arnForObjects(`AWSLogs/${Stack.of(this).account}/*`), {
      ...source,
      's3:x-amz-acl': 'bucket-owner-full-control',
    });
    return bucket;
  }
}
