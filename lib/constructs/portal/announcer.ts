import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { AnnouncerEnv } from '../../../lambdas/announcer/env';
import { PlatformFunction } from '../functions/platform-function';
import type { Stores } from '../storage/stores';
import { mailEnv, type PortalMails } from './portal-mails';

export interface AnnouncerProps {
  readonly stores: Stores;
  /** Absent where the environment has no domain that mails could come from. */
  readonly mails?: PortalMails | undefined;
  readonly portalUrl: string;
  readonly logKey: IKey;
}

/** Mails what publishers announce to the teams of those subscribed: a page would wait for hundreds of mails. */
export class Announcer extends PlatformFunction<AnnouncerEnv> {
  constructor(scope: Construct, id: string, { stores, mails, portalUrl, logKey }: AnnouncerProps) {
    const { registry, announcements, accessRequests, applications, teams, accounts } = stores;
    super(scope, id, {
      lambda: 'announcer',
      description: 'Mails announcements of publishers to those subscribed',
      environment: {
        PORTAL_URL: portalUrl,
        REGISTRY_TABLE: registry.tableName,
        ANNOUNCEMENTS_TABLE: announcements.tableName,
        ACCESS_REQUESTS_TABLE: accessRequests.tableName,
        APPLICATIONS_TABLE: applications.tableName,
        TEAMS_TABLE: teams.tableName,
        ACCOUNTS_TABLE: accounts.tableName,
        ...mailEnv(mails),
      },
      logKey,
      timeout: Duration.minutes(10),
    });
    registry.allow(this, 'Scan');
    announcements.allow(this, 'GetItem', 'PutItem');
    accessRequests.allowIndexes(this, 'api');
    for (const table of [applications, teams, accounts]) table.allow(this, 'GetItem');
    mails?.allowSend(this);
    new Rule(this, 'Often', {
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(this, { retryAttempts: 0 })],
    });
  }
}
