import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { EvidenceWatchEnv } from '../../../lambdas/evidence-watch/env';
import { PlatformFunction } from '../functions/platform-function';
import { allowUsageKeys } from '../gateway/allow-usage-keys';
import type { Stores } from '../storage/stores';
import { mailEnv, type PortalMails } from './portal-mails';

export interface EvidenceWatchProps {
  readonly stores: Stores;
  /** Absent where the environment has no domain that mails could come from. */
  readonly mails?: PortalMails | undefined;
  /** Where visitors reach the portal, without a path. */
  readonly portalUrl: string;
  readonly logKey: IKey;
}

/** Tells teams which of their answers run out, and suspends what they do not renew. */
export class EvidenceWatch extends PlatformFunction<EvidenceWatchEnv> {
  constructor(scope: Construct, id: string, { stores, mails, portalUrl, logKey }: EvidenceWatchProps) {
    const { accounts, applications, teams, accessRequests, products, dossiers, registry, events } = stores;
    super(scope, id, {
      lambda: 'evidence-watch',
      description: 'Tells which answers of products run out, and suspends what is not renewed',
      environment: {
        PORTAL_URL: portalUrl,
        ACCOUNTS_TABLE: accounts.tableName,
        APPLICATIONS_TABLE: applications.tableName,
        ACCESS_REQUESTS_TABLE: accessRequests.tableName,
        TEAMS_TABLE: teams.tableName,
        EVENTS_TABLE: events.tableName,
        PRODUCTS_TABLE: products.tableName,
        DOSSIERS_TABLE: dossiers.tableName,
        REGISTRY_TABLE: registry.tableName,
        ...mailEnv(mails),
      },
      logKey,
      timeout: Duration.minutes(15),
    });
    accounts.allow(this, 'GetItem');
    applications.allow(this, 'GetItem', 'PutItem');
    teams.allow(this, 'GetItem');
    accessRequests.allow(this, 'GetItem', 'PutItem');
    events.allow(this, 'PutItem', 'Query');
    products.allow(this, 'Scan', 'GetItem', 'PutItem');
    dossiers.allow(this, 'GetItem');
    registry.allow(this, 'GetItem');
    mails?.allowSend(this);
    allowUsageKeys(this, this.ownRole, ['DELETE /usageplans/*/keys/*']);
    new Rule(this, 'Daily', {
      schedule: Schedule.cron({ hour: '6', minute: '0' }),
      targets: [new LambdaFunction(this, { retryAttempts: 2 })],
    });
  }
}
