import type { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { CustomAlarmThreshold } from 'cdk-monitoring-constructs';
import { runbookUrl } from '../../config/operations';

export interface AlarmIntent {
  /** Kebab-case; `docs/runbooks/<name>.md` says what to do. */
  readonly name: string;
  /** What users notice, and what it is about. */
  readonly means: string;
  /** Of what there may be several: an API. @default there is one in an environment */
  readonly of?: string;
  readonly period: Duration;
  /** Periods in a row. @default 1 */
  readonly times?: number;
  /** Whether no data is bad news. @default false */
  readonly silenceIsBad?: boolean;
}

/** An alarm as the monitoring library takes it: `<environment>-<name>`, with its runbook. */
export const alarmOf = (environment: string, { times = 1, ...intent }: AlarmIntent) =>
  ({
    alarmNameOverride: [environment, intent.name, intent.of].filter(Boolean).join('-'),
    alarmDescriptionOverride: intent.means,
    runbookLink: runbookUrl(intent.name),
    period: intent.period,
    datapointsToAlarm: times,
    evaluationPeriods: times,
    treatMissingDataOverride: intent.silenceIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  }) satisfies CustomAlarmThreshold;
