import { Duration } from 'aws-cdk-lib';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import { type IBucket, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { analyticsColdAfterDays, retention } from '../../../domain/retention/retention';
import type { PlatformKeys } from '../security/platform-keys';
import { keptAs } from './kept-as';
import { OperationalLogBucket, undeliveredPrefix } from './operational-log-bucket';
import { serverAccessLogBucket } from './server-access-log-bucket';
import { StateTable, type StateTableProps } from './state-table';
import { expireAfter, leavesNothing, StoreBucket } from './store-bucket';

export interface StoresProps {
  readonly keys: PlatformKeys;
  readonly retain: boolean;
  /** Who may take on the roles that read access records. */
  readonly people: IPrincipal;
}

/** Where Athena puts its answers, beside what it was asked of. */
export const queryResultPrefix = 'athena/';

type TableRule =
  | 'applications'
  | 'registry'
  | 'replays'
  | 'grants'
  | 'keySets'
  | 'keyUses'
  | 'revocations'
  | 'signIns'
  | 'accounts'
  | 'teams'
  | 'organisations'
  | 'invitations'
  | 'accessRequests'
  | 'events'
  | 'products'
  | 'dossiers'
  | 'goLives'
  | 'announcements'
  | 'callCounts'
  | 'sessions'
  | 'attempts';

/** Everything the platform keeps, for as long as `retention` says. */
export class Stores extends Construct {
  readonly applications: StateTable;
  readonly registry: StateTable;
  readonly replays: StateTable;
  /** What users let applications do, with the indexes that a back-channel logout finds them by. */
  readonly grants: StateTable;
  readonly revocations: StateTable;
  /** What applications publish at their addresses. */
  readonly keySets: StateTable;
  /** When each key of an application last opened something. */
  readonly keyUses: StateTable;
  /** Users on their way to an identity provider. */
  readonly signIns: StateTable;
  readonly accounts: StateTable;
  readonly teams: StateTable;
  readonly organisations: StateTable;
  readonly invitations: StateTable;
  /** How applications came by their subscriptions, with the index that an API's publisher finds them by. */
  readonly accessRequests: StateTable;
  /** What happened to what each team answers for, in its order. */
  readonly events: StateTable;
  readonly products: StateTable;
  /** What organisations and products answer to the assurance of APIs. */
  readonly dossiers: StateTable;
  /** What publishers have on record of APIs before production. */
  readonly goLives: StateTable;
  /** What publishers tell those who call their APIs. */
  readonly announcements: StateTable;
  /** How APIs were called, and outside production how applications call them. */
  readonly callCounts: StateTable;
  readonly sessions: StateTable;
  readonly attempts: StateTable;
  readonly operationalLogs: OperationalLogBucket;
  readonly analytics: StoreBucket;
  readonly catalogue: StoreBucket;
  /** Dated proof of what was read and what was erased. */
  readonly evidence: StoreBucket;
  /** Receives the record of who touched any bucket of the environment. */
  readonly serverAccessLogs: IBucket;

  constructor(scope: Construct, id: string, { keys, retain, people }: StoresProps) {
    super(scope, id);
    const table = (
      name: TableRule,
      partitionKey: string,
      more: Pick<StateTableProps, 'expiry' | 'indexes' | 'sortKey'> = {},
    ) => {
      const made = new StateTable(this, `${name.charAt(0).toUpperCase()}${name.slice(1)}`, {
        key: keys.state,
        retain,
        partitionKey,
        recoverableDays: retention[name].recoverableDays,
        ...more,
      });
      keptAs(made, name);
      return made;
    };
    const expiring = { expiry: 'expiresAt' };
    this.applications = table('applications', 'id');
    this.registry = table('registry', 'api');
    this.replays = table('replays', 'id', expiring);
    this.grants = table('grants', 'id', { ...expiring, indexes: ['upstreamSession', 'upstreamUser'] });
    this.revocations = table('revocations', 'id', expiring);
    this.keySets = table('keySets', 'id', expiring);
    this.keyUses = table('keyUses', 'id', expiring);
    this.signIns = table('signIns', 'id', expiring);
    this.accounts = table('accounts', 'id', expiring);
    this.teams = table('teams', 'id');
    this.organisations = table('organisations', 'id');
    this.invitations = table('invitations', 'id', expiring);
    this.accessRequests = table('accessRequests', 'id', { ...expiring, indexes: ['api'] });
    this.events = table('events', 'team', { ...expiring, sortKey: 'number' });
    this.products = table('products', 'id');
    this.dossiers = table('dossiers', 'id');
    this.goLives = table('goLives', 'id');
    this.announcements = table('announcements', 'id');
    this.callCounts = table('callCounts', 'id', expiring);
    this.sessions = table('sessions', 'id', expiring);
    this.attempts = table('attempts', 'id', expiring);

    const accessLogs = serverAccessLogBucket(this, 'ServerAccessLogBucket', { retain });
    this.serverAccessLogs = accessLogs;
    this.operationalLogs = new OperationalLogBucket(this, 'OperationalLogBucket', {
      key: keys.operationalLogs,
      retain,
      accessLogs,
      people,
    });
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
          ...leavesNothing,
        },
        expireAfter(retention.analyticsResults.keptFor.days, queryResultPrefix),
      ],
    });
    this.catalogue = new StoreBucket(this, 'CatalogueBucket', {
      key: keys.state,
      retain,
      accessLogs,
      lifecycleRules: [leavesNothing],
    });
    this.evidence = new StoreBucket(this, 'EvidenceBucket', {
      key: keys.state,
      retain,
      accessLogs,
      lifecycleRules: [expireAfter(retention.evidence.keptFor.days)],
    });
    keptAs(this.operationalLogs, 'operationalLogs', {
      [undeliveredPrefix]: 'undeliveredLogs',
      functions: 'producerLogs',
    });
    keptAs(this.analytics, 'analytics', { [queryResultPrefix]: 'analyticsResults' });
    keptAs(this.catalogue, 'catalogue');
    keptAs(this.evidence, 'evidence');
  }
}
