import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { retention } from '../../domain/retention/retention';
import type { LogRetentionEnv } from '../../lambdas/log-retention/env';
import type { RedactorEnv } from '../../lambdas/redactor/env';
import type { Environment } from '../config/environment';
import { PlatformFunction } from '../constructs/functions/platform-function';
import { Analytics } from '../constructs/logs/analytics';
import { Anonymiser } from '../constructs/logs/anonymiser';
import { CallCounter } from '../constructs/logs/call-counter';
import { RedactedStream } from '../constructs/logs/redacted-stream';
import { humanReader } from '../constructs/security/human-reader';
import { MarkKey } from '../constructs/security/mark-key';
import type { FoundationStack } from './foundation-stack';
import { PlatformStack } from './platform-stack';

/** Access records and producers' logs: redacted in the stream, stored for as long as their APIs ask, and anonymised for longer. */
export class LogsStack extends PlatformStack {
  readonly accessLogs: RedactedStream;
  /** Takes the log groups of producers' functions. */
  readonly functionLogs: RedactedStream;
  readonly redactor: IFunction;
  /** Deletes early what an API keeps for less long than the platform does. */
  readonly logRetention: IFunction;
  readonly anonymiser: Anonymiser;
  readonly callCounter: IFunction;
  readonly analytics: Analytics;

  constructor(scope: Construct, environment: Environment, { keys, stores }: FoundationStack) {
    super(scope, 'Logs', environment, 'Log streams with redaction, early deletion and anonymisation');
    const markKey = new MarkKey(this, 'MarkKey', {
      description: 'Derives the keys of marks in redacted logs',
      retain: false,
    });
    const redactor = new PlatformFunction<RedactorEnv>(this, 'Redactor', {
      lambda: 'redactor',
      description: 'Redacts records before they are stored',
      environment: {
        ENVIRONMENT: environment.name,
        MARK_KEY: markKey.keyId,
        CLIENT_ADDRESS: environment.clientAddress,
      },
      logKey: keys.logs,
      memorySize: 512,
      // Firehose waits five minutes for a transformation.
      timeout: Duration.minutes(1),
      reservedConcurrency: environment.concurrency?.redactor,
    });
    markKey.allowOnly(redactor.ownRole);
    const stream = { bucket: stores.operationalLogs, redactor, logKey: keys.logs };
    this.accessLogs = new RedactedStream(this, 'AccessLogs', {
      ...stream,
      // API Gateway accepts streams of this prefix only.
      streamName: `amazon-apigateway-dip-${environment.name}`,
      partition: 'api',
      // Leaves room for base64 and what redaction adds below Lambda's 6 MB of response.
      batchMegabytes: 1,
    });
    this.functionLogs = new RedactedStream(this, 'FunctionLogs', {
      ...stream,
      streamName: `dip-function-logs-${environment.name}`,
      partition: 'functions',
      // CloudWatch Logs compresses, some tenfold; 0.2 MB is the least that Firehose takes.
      batchMegabytes: 0.2,
    });
    this.redactor = redactor;
    this.logRetention = this.#deleteEarly({ keys, stores });
    this.anonymiser = new Anonymiser(this, 'Anonymiser', { environment, keys, stores });
    this.callCounter = new CallCounter(this, 'CallCounter', { environment, keys, stores }).function;
    this.analytics = new Analytics(this, 'Analytics', {
      environment: environment.name,
      bucket: stores.analytics,
      people: humanReader(environment),
    });
  }

  #deleteEarly({ keys, stores }: Pick<FoundationStack, 'keys' | 'stores'>) {
    const { registry, operationalLogs } = stores;
    const deleter = new PlatformFunction<LogRetentionEnv>(this, 'LogRetention', {
      lambda: 'log-retention',
      description: `Deletes the records of APIs that keep them for less than ${retention.operationalLogs.keptFor.days} days`,
      environment: {
        REGISTRY_TABLE: registry.tableName,
        OPERATIONAL_LOG_BUCKET: operationalLogs.bucketName,
      },
      logKey: keys.logs,
      timeout: Duration.minutes(5),
    });
    registry.allow(deleter, 'Scan');
    operationalLogs.allowList(deleter);
    for (const prefix of ['api=', 'functions=']) operationalLogs.allowObjects(deleter, ['DeleteObject'], prefix);
    new Rule(this, 'Hourly', {
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(deleter, { retryAttempts: 2, maxEventAge: Duration.hours(1) })],
    });
    return deleter;
  }
}
