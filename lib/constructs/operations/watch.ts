import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DefaultDashboardFactory, MonitoringFacade, notifySns } from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/environment';
import { type AlarmIntent, alarmOf } from './alarm';

export interface WatchProps {
  readonly environment: Environment;
  readonly topic: ITopic;
}

/** The dashboards of an environment, and its alarms, each of which tells the topic when it starts and when it ends. */
export class Watch extends MonitoringFacade {
  readonly environment: Environment;

  constructor(scope: Construct, id: string, { environment, topic }: WatchProps) {
    super(scope, id, {
      alarmFactoryDefaults: {
        actionsEnabled: true,
        alarmNamePrefix: environment.name,
        action: notifySns(topic, topic),
      },
      metricFactoryDefaults: { namespace: 'DIP' },
      dashboardFactory: new DefaultDashboardFactory(scope, 'Dashboards', {
        dashboardNamePrefix: `dip-${environment.name}`,
        createSummaryDashboard: true,
        summaryDashboardRange: Duration.days(1),
      }),
    });
    this.environment = environment;
  }

  alarm(intent: AlarmIntent) {
    return alarmOf(this.environment.name, intent);
  }

  /** What the platform's own functions count. */
  metric(metricName: string, statistic = 'Sum', period = Duration.minutes(5)): Metric {
    return new Metric({
      namespace: 'DIP',
      metricName,
      dimensionsMap: { environment: this.environment.name },
      statistic,
      period,
      label: metricName,
    });
  }
}
