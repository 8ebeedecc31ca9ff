import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import type { Watch } from './watch';

const period = Duration.minutes(5);

/** That developers get the mails that they ask for. */
export function watchPortal(watch: Watch): void {
  watch.monitorCustom({
    alarmFriendlyName: 'Portal',
    humanReadableName: 'Developer portal',
    metricGroups: [
      {
        title: 'Mails that could not be sent',
        metrics: [
          {
            metric: watch.metric('PortalMailsRefused', 'Sum', period),
            alarmFriendlyName: 'MailsRefused',
            addAlarm: {
              Critical: {
                ...watch.alarm({
                  name: 'portal-mails-refused',
                  means: 'Developers can confirm no address and choose no new password',
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
