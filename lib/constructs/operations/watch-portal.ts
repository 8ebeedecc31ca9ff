import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Watch } from './watch';

const period = Duration.minutes(5);

/**
 * How many in an hour are more than chance: AWS looks at an account from 5 % of its mails that bounce and 0.1 % that readers
 * call spam, and few mails make either a matter of one reader.
 * https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-messages.html
 */
const undelivered = { Bounce: 5, Complaint: 0, Reject: 0 } as const;
const hour = Duration.hours(1);

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
      {
        title: 'Events that could not be written',
        metrics: [
          {
            metric: watch.metric('PortalEventsLost', 'Sum', period),
            alarmFriendlyName: 'EventsLost',
            addAlarm: {
              Critical: {
                ...watch.alarm({
                  name: 'portal-events-lost',
                  means: 'A team does not see a change in its events that was made',
                  period,
                }),
                threshold: 0,
                comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
              },
            },
          },
        ],
      },
      {
        title: 'Mails that did not arrive, or were not wanted',
        metrics: Object.entries(undelivered).map(([metricName, threshold]) => ({
          metric: new Metric({
            namespace: 'AWS/SES',
            metricName,
            dimensionsMap: { environment: watch.environment.name },
            statistic: 'Sum',
            period: hour,
            label: metricName,
          }),
          alarmFriendlyName: metricName,
          addAlarm: {
            Critical: {
              ...watch.alarm({
                name: 'portal-mails-undelivered',
                of: metricName.toLowerCase(),
                means: 'Invited people wait in vain, and AWS stops the account’s mails where it goes on',
                period: hour,
              }),
              threshold,
              comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
            },
          },
        })),
      },
    ],
  });
}
