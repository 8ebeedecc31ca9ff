import { at, listAt, numberAt } from '../../template/at';
import type { Cloud } from '../assembly/cloud';
import { hasRedactor, isAccessLogStream, isLogStream } from './access-log-stream';
import { type Rule, unless } from './rule';

const mostDays = 7;

/** Days after which objects under a prefix are gone, by the rules of their bucket. */
function daysKept(prefix: string, { cloud, arn, stack }: { cloud: Cloud; arn: unknown; stack: string }): number {
  const bucket = cloud.target(arn, stack);
  const rules = listAt(bucket?.properties, 'LifecycleConfiguration', 'Rules').filter(
    (rule) => at(rule, 'Status') === 'Enabled' && prefix.startsWith(String(at(rule, 'Prefix') ?? '')),
  );
  return Math.min(...rules.map((rule) => numberAt(rule, 'ExpirationInDays') ?? Infinity));
}

export const noSourceBackup: Rule = {
  name: 'NoSourceBackup',
  law: `Law 2: a log stream keeps no copy of records before redaction, and what it could not hand to the redactor is gone within ${mostDays} days`,
  control: 'NCSC 2; DSPT B3',
  types: ['AWS::KinesisFirehose::DeliveryStream'],
  verdict({ resource, cloud }) {
    if (!isLogStream(resource)) return 'not-applicable';
    const destination = at(resource.properties, 'ExtendedS3DestinationConfiguration');
    const prefix = String(at(destination, 'ErrorOutputPrefix') ?? '');
    const days = daysKept(prefix, { cloud, arn: at(destination, 'BucketARN'), stack: resource.stack });
    return unless(
      // Where a stage logs to it, AccessLogToRedactor says so.
      !isAccessLogStream(resource) &&
        !hasRedactor(resource) &&
        'it stores records without passing them to the redactor',
      at(destination, 'S3BackupMode') === 'Enabled' && 'it backs up its source, so unredacted records are stored',
      prefix === '' && 'what it could not process has no prefix of its own',
      prefix !== '' && days > mostDays && `what it could not process stays for ${days} days`,
    );
  },
};
