import { at, listAt, numberAt } from '../../template/at';
import type { Cloud, Resource } from '../assembly/cloud';
import { isBackedUp, partsOf, recoverableDays, retentionRuleNamed } from '../assembly/stores';
import { type Rule, unless } from './rule';

/** Days that an earlier version or an unfinished upload may outlive its object. */
const most = 1;

function bucketProblems({ properties }: Resource) {
  const rules = listAt(properties, 'LifecycleConfiguration', 'Rules').filter(
    (rule) => at(rule, 'Status') === 'Enabled' && at(rule, 'Prefix') === undefined,
  );
  const shortest = (...path: readonly string[]) =>
    Math.min(...rules.map((rule) => numberAt(rule, ...path) ?? Infinity));
  return [
    shortest('NoncurrentVersionExpiration', 'NoncurrentDays') > most && 'earlier versions outlive their object',
    shortest('AbortIncompleteMultipartUpload', 'DaysAfterInitiation') > most && 'unfinished uploads are kept',
    at(properties, 'ReplicationConfiguration') !== undefined && 'objects are copied to another bucket',
    listAt(properties, 'InventoryConfigurations').length > 0 && 'an inventory lists its objects elsewhere',
  ];
}

function tableProblems(table: Resource, rule: string, cloud: Cloud) {
  const allowed = retentionRuleNamed(rule)?.recoverableDays ?? 0;
  const days = recoverableDays(table);
  return [
    days > allowed && `a row that is gone can be restored for ${days} days; ${rule} says ${allowed}`,
    isBackedUp(table, cloud) && 'a backup plan keeps copies of its rows',
    at(table.properties, 'StreamSpecification') !== undefined && 'a stream hands its rows on',
    listAt(table.properties, 'Replicas').length > 1 && 'its rows are copied to another Region',
  ];
}

export const nothingLeftBehind: Rule = {
  name: 'NothingLeftBehind',
  law: 'Law 2, 4: what a store lets go leaves nothing: no version, unfinished upload, replica, inventory or backup outlives it',
  control: 'NCSC 2; DSPT B3',
  types: ['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  verdict({ resource, cloud }) {
    const [part] = partsOf(resource);
    const keptFor = part && retentionRuleNamed(part.rule)?.keptFor;
    // What is kept as long as something else, or has no rule, is for RetentionAgrees to judge.
    if (!(keptFor && 'days' in keptFor)) return 'not-applicable';
    const isBucket = resource.type === 'AWS::S3::Bucket';
    return unless(...(isBucket ? bucketProblems(resource) : tableProblems(resource, part.rule, cloud)));
  },
};
