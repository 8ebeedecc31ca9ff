import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Watch } from './watch';

export interface KeptPromises {
  readonly review: IFunction;
  readonly erasure: IFunction;
  readonly announcer: IFunction;
  readonly evidence: IFunction;
}

const period = Duration.minutes(5);

/** That who read what is reviewed, deleted accounts are erased, announcements are mailed, and old evidence ends. */
export function watchPromises(watch: Watch, { review, erasure, announcer, evidence }: KeptPromises): void {
  const faults = (name: string, means: string) => ({
    Critical: { ...watch.alarm({ name, means, period }), maxErrorCount: 0 },
  });
  watch.monitorLambdaFunction({
    lambdaFunction: review,
    alarmFriendlyName: 'AccessReview',
    humanReadableName: 'Monthly review of who read what',
    addFaultCountAlarm: faults('access-review-faults', 'A month has no review of who read access records'),
  });
  watch.monitorLambdaFunction({
    lambdaFunction: erasure,
    alarmFriendlyName: 'AccountErasure',
    humanReadableName: 'Erasure of deleted accounts',
    addFaultCountAlarm: faults('account-erasure-faults', 'Deleted accounts stay longer than promised'),
  });
  watch.monitorLambdaFunction({
    lambdaFunction: announcer,
    alarmFriendlyName: 'Announcer',
    humanReadableName: 'Mails of announcements',
    addFaultCountAlarm: faults('announcements-not-mailed', 'Subscribers are not mailed what publishers announce'),
  });
  watch.monitorLambdaFunction({
    lambdaFunction: evidence,
    alarmFriendlyName: 'EvidenceWatch',
    humanReadableName: 'Reminders and suspensions as evidence runs out',
    addFaultCountAlarm: faults('evidence-watch-faults', 'Products call on evidence that has run out'),
  });
}
