import { Stack } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type ILogGroup, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type LogSource, subscriptionName } from '../../../domain/logs/records/log-message';

export interface RedactedLogsProps extends LogSource {
  readonly logGroup: ILogGroup;
  /** `Platform.functionLogStreamArn`. */
  readonly streamArn: string;
}

/** Sends what a log group receives through the platform's redactor to its operational logs. */
export class RedactedLogs extends Construct {
  constructor(scope: Construct, id: string, { logGroup, streamArn, ...source }: RedactedLogsProps) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('logs.amazonaws.com').withConditions({
        StringLike: { 'aws:SourceArn': `arn:${partition}:logs:${region}:${account}:*` },
      }),
    });
    const actions = ['firehose:PutRecord', 'firehose:PutRecordBatch'];
    Grant.addToPrincipal({ grantee: role, actions, resourceArns: [streamArn] });
    const filter = new SubscriptionFilter(this, 'Subscription', {
      logGroup,
      filterName: subscriptionName(source),
      filterPattern: FilterPattern.allEvents(),
      destination: { bind: () => ({ arn: streamArn, role }) },
    });
    // CloudWatch Logs sends a test event when the subscription is made.
    filter.node.addDependency(role);
  }
}
