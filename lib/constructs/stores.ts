import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRootPrincipal, AnyPrincipal, Effect, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { analyticsColdAfterDays, retention } from '../config/retention';
import { undeliveredPrefix } from './access-log-stream';
import { acknowledge } from './acknowledge';
import { keptAs } from './kept-as';
import type { PlatformKeys } from './platform-keys';
import { StateTable } from './state-table';
import { StoreBucket } from './store-bucket';

export interface StoresProps {
  readonly keys: PlatformKeys;
  readonly retain: boolean;
}

const abortIncompleteMultipartUploadAfter = Duration.days(1);

const expireAfter = (days: number, prefix?: string): LifecycleRule => ({
  expiration: Duration.days(days),
  abortIncompleteMultipartUploadAfter,
  ...(prefix && { prefix }),
});

/** Everything the platform keeps, for as long as `retention` says. */
export class Stores extends Construct {
  readonly applications: StateTable;
  readonly registry: StateTable;
  readonly replays: StateTable;
  readonly operationalLogs: StoreBucket;
  readonly analytics: StoreBucket;
  readonly catalogue: StoreBucket;

  constructor(scope: Construct, id: string, { keys, retain }: StoresProps) {
    super(scope, id);
    const table = { key: keys.state, retain };
    this.applications = new StateTable(this, 'Applications', { ...table, partitionKey: 'id' });
    this.registry = new StateTable(this, 'Registry', { ...table, partitionKey: 'api' });
    this.replays = new StateTable(this, 'Replays', { ...table, partitionKey: 'id', expiry: 'expiresAt' });

    const accessLogs = this.accessLogs(retain);
    this.operationalLogs = new StoreBucket(this, 'OperationalLogBucket', {
      key: keys.logs,
      retain,
      accessLogs,
      lifecycleRules: [
        expireAfter(retention.operationalLogs.keptFor.days),
        expireAfter(retention.undeliveredLogs.keptFor.days, undeliveredPrefix),
      ],
    });
    this.readers(this.operationalLogs);
    this.analytics = new StoreBucket(this, 'AnalyticsBucket', {
      key: keys.analytics,
      retain,
      accessLogs,
      lifecycleRules: [
        {
          transitions: [
            {
              storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
              transitionAfter: Duration.days(analyticsColdAfterDays),
            },
          ],
          abortIncompleteMultipartUploadAfter,
        },
      ],
    });
    this.catalogue = new StoreBucket(this, 'CatalogueBucket', { key: keys.state, retain, accessLogs });
    keptAs(this.applications, 'applications');
    keptAs(this.registry, 'registry');
    keptAs(this.replays, 'replays');
    keptAs(this.operationalLogs, 'operationalLogs', { [undeliveredPrefix]: 'undeliveredLogs' });
    keptAs(this.analytics, 'analytics');
    keptAs(this.catalogue, 'catalogue');
  }

  private accessLogs(retain: boolean) {
    const bucket = new Bucket(this, 'ServerAccessLogBucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
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

  /** One role reads redacted records, another what was never redacted; both only with a second factor. */
  private readers(bucket: StoreBucket) {
    const assumedBy = new AccountRootPrincipal().withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
    const reader = new Role(this, 'OperationalLogReader', { assumedBy });
    bucket.allowObjects(reader, ['GetObject'], 'api=');
    const repairer = new Role(this, 'UndeliveredLogReader', { assumedBy });
    bucket.allowObjects(repairer, ['GetObject'], undeliveredPrefix);
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'UndeliveredRecordsAreLocked',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject'],
        resources: [bucket.arnForObjects(`${undeliveredPrefix}*`)],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': repairer.roleArn } },
      }),
    );
  }
}
