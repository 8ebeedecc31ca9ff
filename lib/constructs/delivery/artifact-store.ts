import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { retention } from '../../../domain/retention/retention';
import { allowLogGroups } from '../security/allow-log-groups';
import { keptAs } from '../storage/kept-as';
import { serverAccessLogBucket } from '../storage/server-access-log-bucket';
import { expireAfter, StoreBucket } from '../storage/store-bucket';

/** What a build leaves for the stages after it, and the key that builds and their logs are encrypted with. */
export class ArtifactStore extends Construct {
  readonly bucket: StoreBucket;
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Build artefacts and build logs',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    allowLogGroups(this.key);
    this.bucket = new StoreBucket(this, 'Bucket', {
      key: this.key,
      retain: false,
      accessLogs: serverAccessLogBucket(this, 'ServerAccessLogBucket', { retain: false }),
      lifecycleRules: [expireAfter(retention.buildArtifacts.keptFor.days)],
    });
    keptAs(this.bucket, 'buildArtifacts');
  }

  allowRead(grantee: IGrantable): void {
    this.bucket.allowObjects(grantee, ['GetObject']);
    this.#allowUse(grantee);
  }

  allowReadAndWrite(grantee: IGrantable): void {
    this.bucket.allowObjects(grantee, ['GetObject', 'PutObject']);
    this.key.grant(grantee, 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo');
    this.#allowUse(grantee);
  }

  // https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
  #allowUse(grantee: IGrantable) {
    const actions = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'];
    Grant.addToPrincipal({ grantee, actions, resourceArns: [this.bucket.bucketArn] });
    this.key.grant(grantee, 'kms:DescribeKey');
  }
}
