import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Backups } from './backups';
import type { Watch } from './watch';

const period = Duration.days(1);

/** That there is a recovery point a day of each table. */
export function watchBackups(watch: Watch, { vaultName, perDay }: Backups): void {
  const completed = new Metric({
    namespace: 'AWS/Backup',
    metricName: 'NumberOfBackupJobsCompleted',
    dimensionsMap: { BackupVaultName: vaultName },
    statistic: 'Sum',
    period,
    label: 'Completed',
  });
  const alarm = watch.alarm({
    name: 'backup-missing',
    means: 'For two days not every table was backed up',
    period,
    times: 2,
    silenceIsBad: true,
  });
  watch.monitorCustom({
    alarmFriendlyName: 'Backups',
    humanReadableName: 'Backups',
    metricGroups: [
      {
        title: 'Recovery points a day',
        metrics: [
          {
            metric: completed,
            alarmFriendlyName: 'Missing',
            addAlarm: {
              Critical: { ...alarm, threshold: perDay, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD },
            },
          },
        ],
      },
    ],
  });
}
