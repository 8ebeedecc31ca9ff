import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import type { Anonymiser } from '../logs/anonymiser';
import type { Watch } from './watch';

const period = Duration.minutes(5);

/** That every delivered object is counted for the analytics before it expires. */
export function watchAnonymiser(watch: Watch, { function: anonymiser, queue, deadLetters }: Anonymiser): void {
  watch.monitorLambdaFunction({
    lambdaFunction: anonymiser,
    alarmFriendlyName: 'Anonymiser',
    humanReadableName: 'Anonymiser',
    addFaultCountAlarm: {
      Critical: {
        ...watch.alarm({
          name: 'anonymiser-faults',
          means: 'The anonymiser itself fails: access records are missing from the statistics',
          period,
          times: 3,
        }),
        maxErrorCount: 0,
      },
    },
  });
  watch.monitorSqsQueueWithDlq({
    queue,
    deadLetterQueue: deadLetters,
    alarmFriendlyName: 'DeliveredObjects',
    humanReadableName: 'Delivered objects that wait for the anonymiser',
    addDeadLetterQueueMaxSizeAlarm: {
      Critical: {
        ...watch.alarm({
          name: 'anonymiser-dead-letters',
          means: 'Delivered objects failed five times, and are missing from the statistics until they are moved back',
          period,
        }),
        maxMessageCount: 0,
      },
    },
  });
  watch.monitorCustom({
    alarmFriendlyName: 'Anonymisation',
    humanReadableName: 'Anonymisation of access records',
    metricGroups: [
      { title: 'Hours counted', metrics: [watch.metric('AnonymisedHours')] },
      {
        title: 'Hours not anonymised at an attempt',
        metrics: [
          {
            metric: watch.metric('NotAnonymised'),
            alarmFriendlyName: 'Failed',
            addAlarm: {
              Critical: {
                ...watch.alarm({
                  name: 'hours-not-anonymised',
                  means:
                    'Hours of access records fail on their way into the statistics; they are tried again, five times in all',
                  period,
                  times: 3,
                }),
                threshold: 0,
                comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
              },
            },
          },
        ],
      },
      {
        title: 'Records that are none, or came twice',
        metrics: [watch.metric('MalformedRecords'), watch.metric('RepeatedRecords'), watch.metric('VanishedHours')],
      },
    ],
  });
}
