import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Watch } from './watch';

const period = Duration.minutes(5);
const namespace = 'AWS/ApiGateway';

/** Every API of the environment side by side: API Gateway, relay and target together. */
export function watchApis(watch: Watch): void {
  const each = (metric: string, statistic: string) =>
    new MathExpression({
      expression: `SEARCH('{${namespace},ApiName} MetricName="${metric}" "${watch.environment.name}"', '${statistic}', ${period.toSeconds()})`,
      usingMetrics: {},
      label: ' ',
      period,
    });
  watch.monitorCustom({
    alarmFriendlyName: 'Apis',
    humanReadableName: 'APIs: gateway, relay and target',
    metricGroups: [
      { title: 'Requests', metrics: [each('Count', 'Sum')] },
      { title: 'Share answered 5xx', important: true, metrics: [each('5XXError', 'Average')] },
      { title: 'Whole time, 99th percentile (ms)', metrics: [each('Latency', 'p99')] },
      { title: 'Relay and target, 99th percentile (ms)', metrics: [each('IntegrationLatency', 'p99')] },
    ],
  });
}

/**
 * Tells where one API fails its callers, by its own or its target's fault. Known by name, not by reference: an API's
 * stack can then go without this one changing first.
 */
export function watchApi(watch: Watch, api: string): void {
  const errors = new Metric({
    namespace,
    metricName: '5XXError',
    dimensionsMap: { ApiName: `${watch.environment.name}-${api}` },
    // 1 for a failed request and 0 for another, so the mean is the share.
    statistic: 'Average',
    period,
    label: `${api}: share answered 5xx`,
  });
  const means = `More than 5 % of the calls of ${api} are answered 5xx`;
  watch.createAlarmFactory('Apis').addAlarm(errors, {
    ...watch.alarm({ name: 'api-failing', of: api, means, period, times: 3 }),
    alarmNameSuffix: api,
    alarmDescription: means,
    threshold: 0.05,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    minSampleCountToEvaluateDatapoint: 20,
  });
}
