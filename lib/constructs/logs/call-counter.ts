import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { CallCounterEnv } from '../../../lambdas/call-counter/env';
import type { Environment } from '../../config/environment';
import { PlatformFunction } from '../functions/platform-function';
import type { PlatformKeys } from '../security/platform-keys';
import type { Stores } from '../storage/stores';

export interface CallCounterProps {
  readonly environment: Environment;
  readonly keys: PlatformKeys;
  readonly stores: Stores;
}

/**
 * Counts every hour how APIs were called, for the pages of their publishers, and outside production how applications
 * call, as evidence for whoever lets them in. It reads redacted records and writes nothing but counts.
 */
export class CallCounter extends Construct {
  readonly function: PlatformFunction<CallCounterEnv>;

  constructor(scope: Construct, id: string, { environment, keys, stores }: CallCounterProps) {
    super(scope, id);
    const { registry, operationalLogs, callCounts } = stores;
    this.function = new PlatformFunction<CallCounterEnv>(this, 'Function', {
      lambda: 'call-counter',
      description: 'Counts how APIs were called',
      environment: {
        PRODUCTION: environment.production ? 'true' : 'false',
        OPERATIONAL_LOG_BUCKET: operationalLogs.bucketName,
        REGISTRY_TABLE: registry.tableName,
        CALL_COUNTS_TABLE: callCounts.tableName,
      },
      logKey: keys.logs,
      memorySize: 1024,
      timeout: Duration.minutes(10),
      roleName: `dip-${environment.name}-call-counter`,
    });
    registry.allow(this.function, 'Scan');
    callCounts.allow(this.function, 'GetItem', 'PutItem');
    operationalLogs.allowReading(this.function.ownRole);
    this.function.allowFromHereOnly('s3:GetObject');
    operationalLogs.allowList(this.function);
    new Rule(this, 'Hourly', {
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(this.function, { retryAttempts: 2, maxEventAge: Duration.hours(1) })],
    });
  }
}
