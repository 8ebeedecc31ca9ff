import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { CompositeAlarmOperator, noopAction } from 'cdk-monitoring-constructs';
import { burnRates, errorBudget, fewestFaults } from '../../config/operations';
import type { Watch } from './watch';

const share = (expression: string, label: string) => (watch: Watch, period: Duration) =>
  new MathExpression({
    expression,
    label,
    period,
    usingMetrics: {
      requests: watch.metric('Requests', 'Sum', period),
      faults: watch.metric('Faults', 'Sum', period),
    },
  });

const faultShare = share('faults / requests', 'Share of requests that failed');
const faultShareOfEnough = share(
  `IF(faults >= ${fewestFaults}, faults / requests, 0)`,
  'Share of requests that failed, where it is more than a few',
);
const availability = share('100 * (1 - faults / requests)', 'Availability (%)');

/** The front door's objective: what callers of any API see, whoever publishes it. */
export function watchAvailability(watch: Watch): void {
  const fiveMinutes = Duration.minutes(5);
  watch.addLargeHeader(`Front door of ${watch.environment.name}`);
  watch.monitorCustom({
    alarmFriendlyName: 'Availability',
    humanReadableName: `Availability, ${100 * (1 - errorBudget)} % promised`,
    metricGroups: [
      { title: 'Availability', important: true, metrics: [availability(watch, fiveMinutes)] },
      { title: 'Requests', important: true, metrics: [watch.metric('Requests')] },
      { title: 'Failed by the front door', metrics: [watch.metric('Faults')] },
    ],
  });
  for (const rate of burnRates) addBurnAlarm(watch, rate);
}

function addBurnAlarm(watch: Watch, { name, factor, longMinutes, shortMinutes }: (typeof burnRates)[number]) {
  const factory = watch.createAlarmFactory('Availability');
  const threshold = Number((factor * errorBudget).toFixed(6));
  const alarm = `availability-${name}-burn`;
  const windows = [
    { window: 'long', minutes: longMinutes, metric: faultShareOfEnough },
    { window: 'short', minutes: shortMinutes, metric: faultShare },
  ];
  const halves = windows.map(({ window, minutes, metric }) => {
    const period = Duration.minutes(minutes);
    const means = `Half of ${alarm}: more than ${factor} error budgets' worth of the last ${minutes} minutes' requests failed`;
    const intent = watch.alarm({ name: alarm, of: window, means, period });
    return factory.addAlarm(metric(watch, period), {
      ...intent,
      alarmNameSuffix: `${name}-${window}`,
      alarmDescription: means,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: intent.treatMissingDataOverride,
      // One page, not three: the composite below tells.
      actionOverride: noopAction(),
    });
  });
  const means = `Callers are failed ${factor} times faster than the error budget allows`;
  factory.addCompositeAlarm(halves, {
    ...watch.alarm({ name: alarm, means, period: Duration.minutes(longMinutes) }),
    disambiguator: 'Critical',
    alarmDescription: means,
    compositeOperator: CompositeAlarmOperator.AND,
  });
}
