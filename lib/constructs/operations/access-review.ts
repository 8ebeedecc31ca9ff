import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { type IPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { AccessReviewEnv } from '../../../lambdas/access-review/env';
import { PlatformFunction } from '../functions/platform-function';
import type { Stores } from '../storage/stores';
import type { ReadingTrail } from './reading-trail';

export interface AccessReviewProps {
  readonly trail: ReadingTrail;
  readonly stores: Stores;
  readonly logKey: IKey;
  /** Who may take on the auditor's role. */
  readonly people: IPrincipal;
}

/** On the first of a month lists, as evidence, who read what in the month before. An auditor reads list and trail. */
export class AccessReview extends PlatformFunction<AccessReviewEnv> {
  constructor(scope: Construct, id: string, { trail, stores, logKey, people }: AccessReviewProps) {
    const { operationalLogs, analytics, evidence } = stores;
    super(scope, id, {
      lambda: 'access-review',
      description: 'Lists every month who read access records and statistics',
      environment: {
        TRAIL_BUCKET: trail.bucket.bucketName,
        TRAIL_PREFIX: trail.prefix,
        EVIDENCE_BUCKET: evidence.bucketName,
        STORES: `{"${operationalLogs.bucketName}":"operational logs","${analytics.bucketName}":"statistics"}`,
      },
      logKey,
      memorySize: 512,
      timeout: Duration.minutes(15),
    });
    trail.bucket.allowList(this);
    trail.bucket.allowObjects(this, ['GetObject'], 'AWSLogs/');
    this.allowFromHereOnly('s3:GetObject');
    evidence.allowList(this);
    evidence.allowObjects(this, ['PutObject'], 'access-review/');
    // CloudTrail delivers within minutes, not at midnight.
    new Rule(this, 'Monthly', {
      schedule: Schedule.cron({ day: '1', hour: '6', minute: '0' }),
      targets: [new LambdaFunction(this, { retryAttempts: 2 })],
    });
    this.#auditor(scope, { trail, stores, people });
  }

  #auditor(scope: Construct, { trail, stores, people }: Pick<AccessReviewProps, 'trail' | 'stores' | 'people'>) {
    const auditor = new Role(scope, 'Auditor', { assumedBy: people });
    for (const bucket of [trail.bucket, stores.evidence]) {
      bucket.allowList(auditor);
      bucket.allowObjects(auditor, ['GetObject']);
    }
  }
}
