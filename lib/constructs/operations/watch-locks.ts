import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { lockChanges } from '../../../domain/access-review/lock-changes';
import type { Watch } from './watch';

const period = Duration.minutes(1);

/** Who deploys: `cdk bootstrap` names the role that CloudFormation acts as so, whatever the qualifier. */
const deployment = 'cdk-*-cfn-exec-role-*';
const issuer = '$.userIdentity.sessionContext.sessionIssuer.userName';

/**
 * The filter that finds changes of locks, in any Region, by whoever does not deploy.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function lockChangesPattern(): string {
  const changes = lockChanges.map((name) => `$.eventName = "${name}*"`).join(' || ');
  return `{ (${changes}) && ((${issuer} NOT EXISTS) || (${issuer} != "${deployment}")) }`;
}

/** That nobody but a deployment changes who can read access records: told within minutes, not at the month's review. */
export function watchLocks(watch: Watch, trail: ILogGroup): void {
  const filter = new MetricFilter(watch, 'LockChanges', {
    logGroup: trail,
    filterPattern: FilterPattern.literal(lockChangesPattern()),
    metricNamespace: 'DIP',
    metricName: `LockChanges-${watch.environment.name}`,
    defaultValue: 0,
  });
  watch.monitorCustom({
    alarmFriendlyName: 'LockChanges',
    humanReadableName: 'Changes of who can read access records',
    metricGroups: [
      {
        title: 'By others than a deployment',
        metrics: [
          {
            metric: filter.metric({ statistic: 'Sum', period, label: 'Changes' }),
            alarmFriendlyName: 'Changed',
            addAlarm: {
              Critical: {
                ...watch.alarm({
                  name: 'locks-changed',
                  means:
                    'Somebody changed code, roles, policies, keys or the trail by hand, and may read access records',
                  period,
                }),
                threshold: 0,
                comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
              },
            },
          },
        ],
      },
    ],
  });
}
