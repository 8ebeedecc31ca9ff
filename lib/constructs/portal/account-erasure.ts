import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { AccountErasureEnv } from '../../../lambdas/account-erasure/env';
import { PlatformFunction } from '../functions/platform-function';
import { allowUsageKeys } from '../gateway/allow-usage-keys';
import type { Stores } from '../storage/stores';
import type { AccountPool } from './account-pool';

export interface AccountErasureProps {
  readonly stores: Stores;
  readonly pool: AccountPool;
  readonly logKey: IKey;
}

/**
 * Erases deleted accounts on the day that they are due, and keeps proof. The table's own expiry stays the net under it:
 * DynamoDB says only that it deletes within a few days, and leaves no proof.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export class AccountErasure extends PlatformFunction<AccountErasureEnv> {
  constructor(scope: Construct, id: string, { stores, pool, logKey }: AccountErasureProps) {
    const { accounts, applications, teams, accessRequests, events, evidence } = stores;
    super(scope, id, {
      lambda: 'account-erasure',
      description: 'Erases deleted accounts when they are due',
      environment: {
        ACCOUNTS_TABLE: accounts.tableName,
        APPLICATIONS_TABLE: applications.tableName,
        ACCESS_REQUESTS_TABLE: accessRequests.tableName,
        EVENTS_TABLE: events.tableName,
        TEAMS_TABLE: teams.tableName,
        USER_POOL_ID: pool.userPoolId,
        USER_POOL_CLIENT_ID: pool.client.userPoolClientId,
        EVIDENCE_BUCKET: evidence.bucketName,
      },
      logKey,
      timeout: Duration.minutes(15),
    });
    accounts.allow(this, 'Scan', 'GetItem', 'PutItem', 'DeleteItem');
    applications.allow(this, 'GetItem', 'PutItem');
    accessRequests.allow(this, 'GetItem', 'PutItem');
    events.allow(this, 'PutItem', 'Query');
    teams.allow(this, 'GetItem', 'PutItem');
    pool.allowForgetUsers(this);
    evidence.allowObjects(this, ['PutObject'], 'account-erasure/');
    allowUsageKeys(this, this.ownRole, ['DELETE /apikeys/*']);
    new Rule(this, 'Daily', {
      schedule: Schedule.cron({ hour: '1', minute: '0' }),
      targets: [new LambdaFunction(this, { retryAttempts: 2 })],
    });
  }
}
