import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Watch } from './watch';

const period = Duration.minutes(1);
/** What a new account may have, at most, until it is raised. */
const accountDefault = 1_000;
/** Share of the account's executions at which somebody looks. */
const near = 0.8;

/** All functions of the account together: where none is left, records stay unredacted and calls unanswered. */
export function watchExecutions(watch: Watch): void {
  const account = watch.environment.concurrency?.account ?? accountDefault;
  watch.monitorCustom({
    alarmFriendlyName: 'Executions',
    humanReadableName: `Executions at the same time, of ${account} that the account has`,
    metricGroups: [
      {
        title: 'Executions at the same time',
        metrics: [
          {
            metric: new Metric({
              namespace: 'AWS/Lambda',
              metricName: 'ConcurrentExecutions',
              statistic: 'Maximum',
              period,
              label: 'Executions',
            }),
            alarmFriendlyName: 'Near',
            addAlarm: {
              Critical: {
                ...watch.alarm({
                  name: 'executions-near-limit',
                  means: `More than ${near * 100} % of the account's executions are taken; beyond all of them calls fail`,
                  period,
                  times: 3,
                }),
                threshold: near * account,
                comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
              },
            },
          },
        ],
      },
    ],
  });
}
