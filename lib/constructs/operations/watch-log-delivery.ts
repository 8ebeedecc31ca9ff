import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { undeliveredCount } from '../storage/operational-log-bucket';
import type { StoreBucket } from '../storage/store-bucket';
import type { Watch } from './watch';

export interface LogDelivery {
  readonly streamName: string;
  /** Of the stream that takes producers' own logs. */
  readonly functionLogStreamName: string;
  readonly redactor: IFunction;
  readonly logRetention: IFunction;
  readonly callCounter: IFunction;
  readonly bucket: StoreBucket;
}

const period = Duration.minutes(5);

/** Access records and producers' logs: that they arrive, redacted, and that they go when they should. */
export function watchLogDelivery(watch: Watch, delivery: LogDelivery): void {
  const { streamName, functionLogStreamName, redactor, logRetention, callCounter, bucket } = delivery;
  watch.monitorKinesisFirehose({
    deliveryStreamName: streamName,
    alarmFriendlyName: 'AccessLogs',
    humanReadableName: 'Access-log stream',
  });
  const above = (threshold: number) => ({ threshold, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD });
  const watched = (
    title: string,
    metric: Metric | MathExpression,
    alarm: ReturnType<Watch['alarm']>,
    most: number,
  ) => ({
    title,
    metrics: [{ metric, alarmFriendlyName: title, addAlarm: { Critical: { ...alarm, ...above(most) } } }],
  });
  watch.monitorCustom({
    alarmFriendlyName: 'LogDelivery',
    humanReadableName: 'Delivery of access records',
    metricGroups: [
      watched(
        'Age of the oldest record (s)',
        freshness(streamName),
        watch.alarm({ name: 'access-logs-late', means: 'Access records arrive late or not at all', period, times: 3 }),
        900,
      ),
      watched(
        'Age of the oldest event of a function (s)',
        freshness(functionLogStreamName),
        watch.alarm({
          name: 'function-logs-late',
          means: 'Logs of producers arrive late or not at all',
          period,
          times: 3,
        }),
        900,
      ),
      watched(
        'Tombstones',
        watch.metric('Tombstones'),
        watch.alarm({
          name: 'access-logs-tombstones',
          means: 'Records could not be read or redacted; what they told is lost',
          period,
        }),
        0,
      ),
      watched(
        'Records whose marks link nothing',
        watch.metric('UnlinkableRecords'),
        watch.alarm({
          name: 'marks-unlinkable',
          means: 'KMS gives the redactor no key: records are redacted, and cannot be linked to each other',
          period,
          times: 3,
        }),
        0,
      ),
      watched(
        'Objects under the error prefix',
        undelivered(bucket.bucketName),
        watch.alarm({
          name: 'access-logs-unredacted',
          means: 'Records that were never redacted are stored, locked, for three days',
          period,
        }),
        0,
      ),
    ],
  });
  const faults = (alarm: ReturnType<Watch['alarm']>) => ({ Critical: { ...alarm, maxErrorCount: 0 } });
  watch.monitorLambdaFunction({
    lambdaFunction: redactor,
    alarmFriendlyName: 'Redactor',
    humanReadableName: 'Redactor',
    addFaultCountAlarm: faults(
      watch.alarm({ name: 'redactor-faults', means: 'The redactor fails; Firehose may store raw records', period }),
    ),
    addThrottlesCountAlarm: faults(
      watch.alarm({
        name: 'redactor-throttled',
        means: 'The redactor has no execution left; Firehose may store raw records',
        period,
      }),
    ),
  });
  watch.monitorLambdaFunction({
    lambdaFunction: logRetention,
    alarmFriendlyName: 'LogRetention',
    humanReadableName: 'Early deletion of access records',
    addFaultCountAlarm: faults(
      watch.alarm({ name: 'log-retention-faults', means: 'Records stay longer than their API promises', period }),
    ),
  });
  watch.monitorLambdaFunction({
    lambdaFunction: callCounter,
    alarmFriendlyName: 'CallCounter',
    humanReadableName: 'Counts of calls',
    addFaultCountAlarm: faults(
      watch.alarm({
        name: 'calls-not-counted',
        means: 'Publishers and reviewers are not told how APIs are called',
        period,
      }),
    ),
  });
}

const freshness = (streamName: string) =>
  new Metric({
    namespace: 'AWS/Firehose',
    metricName: 'DeliveryToS3.DataFreshness',
    dimensionsMap: { DeliveryStreamName: streamName },
    statistic: 'Maximum',
    period,
    label: 'Age',
  });

/** Firehose puts an object in one request, or in several where it is large. */
function undelivered(bucketName: string) {
  const count = (metricName: string) =>
    new Metric({
      namespace: 'AWS/S3',
      metricName,
      dimensionsMap: { BucketName: bucketName, FilterId: undeliveredCount },
      statistic: 'Sum',
      period,
    });
  return new MathExpression({
    expression: 'FILL(puts, 0) + FILL(posts, 0)',
    usingMetrics: { puts: count('PutRequests'), posts: count('PostRequests') },
    label: 'Requests that store one',
    period,
  });
}
