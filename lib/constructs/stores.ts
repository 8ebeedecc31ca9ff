import { Duration } from 'aws-cdk-lib';
import { AccountRootPrincipal, AnyPrincipal, Effect, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { type IBucket, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { analyticsColdAfterDays, retention } from '../config/retention';
import { undeliveredCount, undeliveredPrefix } from './access-log-stream';
import { keptAs } from './kept-as';
import type { PlatformKeys } from './platform-keys';
import { serverAccessLogBucket } from './server-access-log-bucket';
import { StateTable } from './state-table';
import { abortIncompleteMultipartUploadAfter, expireAfter, StoreBucket } from './store-bucket';

export interface StoresProps {
  readonly keys: PlatformKeys;
  readonly retain: boolean;
}

/** Where Athena puts its answers, beside what it was asked of. */
export const queryResultPrefix = 'athena/';

/** Everything the platform keeps, for as long as `retention` says. */
export class Stores extends Construct {
  readonly applications: StateTable;
  readonly registry: StateTable;
  readonly replays: StateTable;
  readonly accounts: StateTable;
  readonly sessions: StateTable;
  readonly attempts: StateTable;
  readonly operationalLogs: StoreBucket;
  readonly analytics: StoreBucket;
  readonly catalogue: StoreBucket;
  /** Receives the record of who touched any bucket of the environment. */
  readonly serverAccessLogs: IBucket;

  constructor(scope: Construct, id: string, { keys, retain }: StoresProps) {
    super(scope, id);
    const table = { key: keys.state, retain };
    this.applications = new StateTable(this, 'Applications', { ...table, partitionKey: 'id' });
    this.registry = new StateTable(this, 'Registry', { ...table, partitionKey: 'api' });
    const expiring = { ...table, partitionKey: 'id', expiry: 'expiresAt' };
    this.replays = new StateTable(this, 'Replays', expiring);
    this.accounts = new StateTable(this, 'Accounts', expiring);
    this.sessions = new StateTable(this, 'Sessions', expiring);
    this.attempts = new StateTable(this, 'Attempts', expiring);

    const accessLogs = serverAccessLogBucket(this, 'ServerAccessLogBucket', { retain });
    this.serverAccessLogs = accessLogs;
    this.operationalLogs = new StoreBucket(this, 'OperationalLogBucket', {
      key: keys.logs,
      retain,
      accessLogs,
      lifecycleRules: [
        expireAfter(retention.operationalLogs.keptFor.days),
        expireAfter(retention.undeliveredLogs.keptFor.days, undeliveredPrefix),
      ],
      countedPrefixes: { [undeliveredCount]: undeliveredPrefix },
      announcesObjects: true,
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
        expireAfter(retention.analyticsResults.keptFor.days, queryResultPrefix),
      ],
    });
    this.catalogue = new StoreBucket(this, 'CatalogueBucket', { key: keys.state, retain, accessLogs });
    keptAs(this.applications, 'applications');
    keptAs(this.registry, 'registry');
    keptAs(this.replays, 'replays');
    keptAs(this.operationalLogs, 'operationalLogs', { [undeliveredPrefix]: 'undeliveredLogs' });
    keptAs(this.analytics, 'analytics', { [queryResultPrefix]: 'analyticsResults' });
    keptAs(this.catalogue, 'catalogue');
    keptAs(this.accounts, 'accounts');
    keptAs(this.sessions, 'sessions');
    keptAs(this.attempts, 'attempts');
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
