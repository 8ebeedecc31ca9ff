import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { SharedAuthorizer } from '../oauth/shared-authorizer';
import type { Watch } from './watch';

const period = Duration.minutes(5);

/**
 * The function that every call with a credential waits for. Its errors are no sign of a fault: a credential that is not
 * valid is answered by an error too, as API Gateway asks. What is a fault it says in its log.
 */
export function watchAuthorizer(watch: Watch, authorizer: SharedAuthorizer): void {
  const environment = watch.environment.name;
  const metricName = `AuthorizerFaults-${environment}`;
  const filter = new MetricFilter(watch, 'AuthorizerFaults', {
    logGroup: authorizer.logGroup,
    filterPattern: FilterPattern.literal('"authorisation failed"'),
    metricNamespace: 'DIP',
    metricName,
    defaultValue: 0,
  });
  watch.monitorLambdaFunction({
    lambdaFunction: authorizer,
    alarmFriendlyName: 'Authorizer',
    humanReadableName: 'Authoriser',
    addThrottlesCountAlarm: {
      Critical: {
        ...watch.alarm({
          name: 'authorizer-throttled',
          means: 'Calls are answered 500 as the authoriser has no execution left',
          period,
        }),
        maxErrorCount: 0,
      },
    },
    addLatencyP99Alarm: {
      Critical: {
        ...watch.alarm({
          name: 'authorizer-slow',
          means: 'One call in a hundred waits more than a second to be authorised',
          period,
          times: 3,
        }),
        maxLatency: Duration.seconds(1),
      },
    },
  });
  watch.monitorCustom({
    alarmFriendlyName: 'AuthorizerFaults',
    humanReadableName: 'Faults of the authoriser',
    metricGroups: [
      {
        title: 'Calls it could not decide about',
        metrics: [
          {
            metric: filter.metric({ statistic: 'Sum', period, label: 'Faults' }),
            alarmFriendlyName: 'Faults',
            addAlarm: {
              Critical: {
                ...watch.alarm({
                  name: 'authorizer-faults',
                  means: 'The authoriser cannot decide about calls, which are answered 500',
                  period,
                  times: 2,
                }),
                threshold: 5,
                comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
              },
            },
          },
        ],
      },
    ],
  });
}
