import type { TombstoneReason } from '../../domain/logs/tombstone';

/**
 * A count of tombstones in CloudWatch's embedded metric format: namespace `DIP`, metric `Tombstones`, dimensions
 * `environment` and `reason`. Nothing of any record.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const tombstoneMetric = (of: {
  environment: string;
  reason: TombstoneReason;
  count: number;
  now: Date;
}): string =>
  JSON.stringify({
    _aws: {
      Timestamp: of.now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: 'DIP',
          Dimensions: [['environment'], ['environment', 'reason']],
          Metrics: [{ Name: 'Tombstones', Unit: 'Count' }],
        },
      ],
    },
    environment: of.environment,
    reason: of.reason,
    Tombstones: of.count,
  });
