import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Watch } from './watch';

/** What the prober finds of every registered API, those of other repositories too. */
export function watchProbes(watch: Watch): void {
  const { name, probeEveryMinutes } = watch.environment;
  const period = Duration.minutes(Math.max(5, probeEveryMinutes));
  const failed = watch.metric('ProbeFailed', 'Sum', period);
  watch.monitorCustom({
    alarmFriendlyName: 'Probes',
    humanReadableName: 'Probes of _ping and _status',
    metricGroups: [
      {
        title: 'Failed probes',
        important: true,
        metrics: [
          {
            metric: failed,
            alarmFriendlyName: 'Failed',
            addAlarm: {
              Critical: {
                ...watch.alarm({
                  name: 'probes-failing',
                  means: 'An API does not answer _ping, or refuses the monitoring key at _status',
                  period,
                  times: 2,
                }),
                threshold: 1,
                comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
              },
            },
          },
          {
            metric: watch.metric('ProbeFailed', 'SampleCount', period),
            alarmFriendlyName: 'Silent',
            addAlarm: {
              Critical: {
                ...watch.alarm({
                  name: 'prober-silent',
                  means: 'Nothing probes the APIs, so nobody is told where they fail',
                  period,
                  times: 3,
                  silenceIsBad: true,
                }),
                threshold: 1,
                comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
              },
            },
          },
        ],
      },
      { title: 'Failed probes by API', metrics: [byApi(name, 'ProbeFailed', 'Sum', period)] },
      { title: 'Failing targets by API', metrics: [byApi(name, 'TargetFailed', 'Sum', period)] },
      { title: 'Time to _ping by API (ms)', metrics: [byApi(name, 'PingLatency', 'Average', period)] },
    ],
  });
}

const byApi = (environment: string, metric: string, statistic: string, period: Duration) =>
  new MathExpression({
    expression: `SEARCH('{DIP,environment,api} MetricName="${metric}" environment="${environment}"', '${statistic}', ${period.toSeconds()})`,
    usingMetrics: {},
    label: ' ',
    period,
  });
