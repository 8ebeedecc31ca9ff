import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { LogRetentionEnv } from '../../lambdas/log-retention/env';
import type { RedactorEnv } from '../../lambdas/redactor/env';
import type { Environment } from '../config/environment';
import { AccessLogStream } from '../constructs/access-log-stream';
import { Analytics } from '../constructs/analytics/analytics';
import { Anonymiser } from '../constructs/anonymiser';
import { PlatformFunction } from '../constructs/platform-function';
import type { FoundationStack } from './foundation-stack';
import { PlatformStack } from './platform-stack';

/** Access records: redacted in the stream, stored for 90 days or less, and anonymised for what is kept longer. */
export class LogsStack extends PlatformStack {
  readonly accessLogs: AccessLogStream;
  readonly redactor: IFunction;
  /** Deletes early what an API keeps for less than 90 days. */
  readonly logRetention: IFunction;
  readonly anonymiser: Anonymiser;
  readonly analytics: Analytics;

  constructor(scope: Construct, environment: Environment, { keys, stores }: FoundationStack) {
    super(scope, 'Logs', environment, 'Access-log stream with redaction, early deletion and anonymisation');
    const redactor = new PlatformFunction<RedactorEnv>(this, 'Redactor', {
      lambda: 'redactor',
      description: 'Redacts access records before they are stored',
      environment: { ENVIRONMENT: environment.name },
      logKey: keys.logs,
      memorySize: 512,
      // Firehose waits five minutes for a transformation.
      timeout: Duration.minutes(1),
    });
    this.accessLogs = new AccessLogStream(this, 'AccessLogs', {
      environment: environment.name,
      bucket: stores.operationalLogs,
      redactor,
      logKey: keys.logs,
    });
    this.redactor = redactor;
    this.logRetention = this.deleteEarly({ keys, stores });
    this.anonymiser = new Anonymiser(this, 'Anonymiser', { environment, keys, stores });
    this.analytics = new Analytics(this, 'Analytics', { environment: environment.name, bucket: stores.analytics });
  }

  private deleteEarly({ keys, stores }: Pick<FoundationStack, 'keys' | 'stores'>) {
    const { registry, operationalLogs } = stores;
    const deleter = new PlatformFunction<LogRetentionEnv>(this, 'LogRetention', {
      lambda: 'log-retention',
      description: 'Deletes the records of APIs that keep them for less than 90 days',
      environment: {
        REGISTRY_TABLE: registry.tableName,
        OPERATIONAL_LOG_BUCKET: operationalLogs.bucketName,
      },
      logKey: keys.logs,
      timeout: Duration.minutes(5),
    });
    registry.allow(deleter, 'Scan');
    operationalLogs.allowList(deleter);
    operationalLogs.allowObjects(deleter, ['DeleteObject'], 'api=');
    new Rule(this, 'Hourly', {
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(deleter, { retryAttempts: 2, maxEventAge: Duration.hours(1) })],
    });
    return deleter;
  }
}
