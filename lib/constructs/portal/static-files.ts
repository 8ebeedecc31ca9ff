import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { Failure } from '../../../domain/failure';
import { own } from '../../../domain/own';
import type { StaticFilesEnv } from '../../../lambdas/static-files/env';
import { packageRoot } from '../../config/package-root';
import { DeployTimeResource } from '../functions/deploy-time-resource';
import { PlatformFunction } from '../functions/platform-function';
import { acknowledge, acknowledgeWildcard } from '../security/acknowledge';
import { keptAs } from '../storage/kept-as';

const folder = join(packageRoot, 'dist', 'portal-assets', 'assets');

/** What a browser needs to be told, as nothing else in a response says it. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface StaticFilesProps {
  readonly logKey: IKey;
  /** Receives the record of who touched the bucket. */
  readonly accessLogs: IBucket;
}

/**
 * The portal's style sheets, scripts and images, under `assets/` by names that bear a hash of their content. Each is an
 * asset of the app, which a small function copies inside S3: CDK's `BucketDeployment` would bring a Python function with
 * the AWS command line in a layer of 50 MB.
 */
export class StaticFiles extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { logKey, accessLogs }: StaticFilesProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'StaticFiles/',
      // Made again by any deployment.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    keptAs(bucket, 'staticFiles');
    acknowledge(bucket, {
      pack: 'DipChecks',
      rule: 'OwnKeys',
      reason: 'Public by purpose: an own key would let in every distribution of the account, and keep out nobody',
    });
    // CDK's class does not satisfy its own interface under exactOptionalPropertyTypes.
    this.bucket = bucket as IBucket;
    this.#publish(logKey);
  }

  #publish(logKey: IKey) {
    const publisher = new PlatformFunction<StaticFilesEnv>(this, 'Publisher', {
      lambda: 'static-files',
      description: 'Copies the portal’s static files to their bucket at deploy time',
      environment: {},
      logKey,
    });
    const files = staticFiles().map((name) => ({ name, asset: new Asset(this, name, { path: join(folder, name) }) }));
    const sources = files.map(({ asset }) => asset.bucket.arnForObjects(asset.s3ObjectKey));
    Grant.addToPrincipal({ grantee: publisher, actions: ['s3:GetObject'], resourceArns: sources });
    const actions = ['s3:PutObject', 's3:DeleteObject'];
    const reasons = [
      ['assets/*', 'The names of static files bear a hash of their content'],
      ['holders/*', 'Each resource that holds the files is named by an id that CloudFormation makes'],
    ] as const;
    for (const [pattern, reason] of reasons) {
      const resource = this.bucket.arnForObjects(pattern);
      Grant.addToPrincipal({ grantee: publisher, actions, resourceArns: [resource] });
      acknowledgeWildcard(publisher.ownRole, { resource, actions, reason });
    }
    Grant.addToPrincipal({ grantee: publisher, actions: ['s3:ListBucket'], resourceArns: [this.bucket.bucketArn] });
    new DeployTimeResource(this, 'Published', {
      serviceToken: publisher.functionArn,
      resourceType: 'Custom::StaticFiles',
      properties: {
        Bucket: this.bucket.bucketName,
        Files: files.map(({ name, asset }) => ({
          Key: `assets/${name}`,
          ContentType: own(contentTypes, extname(name)) ?? 'application/octet-stream',
          Source: { Bucket: asset.s3BucketName, Key: asset.s3ObjectKey },
        })),
      },
    });
  }
}

function staticFiles(): readonly string[] {
  if (existsSync(folder)) return readdirSync(folder).sort();
  throw new Failure('invalid_configuration', 'The portal’s static files are not built: run "npm run bundle" first');
}
