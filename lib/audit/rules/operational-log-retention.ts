import { retention } from '../../config/retention';
import { at, listAt, numberAt } from '../at';
import type { Cloud, Resource } from '../cloud';
import { type Rule, unless } from '../rule';
import { partsOf, periodOf } from '../stores';
import { isLogStream } from './access-log-stream';

const most = retention.operationalLogs.keptFor.days;

const receivesAccessRecords = (bucket: Resource, cloud: Cloud): boolean =>
  cloud
    .of('AWS::KinesisFirehose::DeliveryStream')
    .filter(isLogStream)
    .some(({ properties, stack }) => {
      const arn = at(properties, 'ExtendedS3DestinationConfiguration', 'BucketARN');
      return cloud.target(arn, stack) === bucket;
    });

export const operationalLogRetention: Rule = {
  name: 'OperationalLogRetention',
  law: `Law 2: access records are gone after ${most} days, with every earlier version and every unfinished upload`,
  control: 'NCSC 2; DSPT B3',
  types: ['AWS::S3::Bucket'],
  verdict({ resource, cloud }) {
    if (!receivesAccessRecords(resource, cloud)) return 'not-applicable';
    const { properties } = resource;
    const rules = listAt(properties, 'LifecycleConfiguration', 'Rules').filter(
      (rule) => at(rule, 'Status') === 'Enabled' && at(rule, 'Prefix') === undefined,
    );
    const shortest = (...path: readonly string[]) =>
      Math.min(...rules.map((rule) => numberAt(rule, ...path) ?? Infinity));
    const days = Math.max(...partsOf(resource).map((part) => periodOf(part, cloud).days ?? Infinity));
    const isVersioned = at(properties, 'VersioningConfiguration', 'Status') === 'Enabled';
    return unless(
      days > most && `objects are kept for ${days === Infinity ? 'ever' : `${days} days`}`,
      isVersioned &&
        shortest('NoncurrentVersionExpiration', 'NoncurrentDays') > 1 &&
        'earlier versions outlive their object by more than a day',
      shortest('AbortIncompleteMultipartUpload', 'DaysAfterInitiation') > 1 &&
        'unfinished uploads are kept for more than a day',
      rules.some((rule) => at(rule, 'Transitions') ?? at(rule, 'Transition')) && 'objects move to other storage first',
      at(properties, 'ReplicationConfiguration') !== undefined && 'objects are copied to another bucket',
    );
  },
};
