import { type RetentionRuleName, retention } from '../../../domain/retention/retention';
import type { RetentionRule } from '../../../domain/retention/retention-rule';
import { retentionTag } from '../../constructs/storage/kept-as';
import { at, isRecord, isTrue, listAt, numberAt } from '../../template/at';
import { type Cloud, marker, type Resource } from './cloud';

/** Types of resource that keep what they are given. */
export const storeKinds: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'bucket',
  'AWS::DynamoDB::Table': 'table',
  'AWS::DynamoDB::GlobalTable': 'table',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::SecretsManager::Secret': 'secret',
  'AWS::Cognito::UserPool': 'user pool',
  'AWS::SQS::Queue': 'queue',
  'AWS::Backup::BackupVault': 'backup vault',
};

/** A store, or the part of a bucket that another retention rule holds for. */
export interface StorePart {
  readonly store: Resource;
  /** Prefix of the part's objects; empty for what is in no other part. */
  readonly prefix: string;
  /** Prefixes of the other parts. */
  readonly others: readonly string[];
  /** As the tag has it; it may name no rule there is. */
  readonly rule: string;
}

export const retentionRuleNamed = (name: string): RetentionRule | undefined =>
  Object.hasOwn(retention, name) ? retention[name as RetentionRuleName] : undefined;

/** The parts of a store; one without a rule where it has no tag. */
export function partsOf(store: Resource): readonly StorePart[] {
  const [rule = '', ...exceptions] = tagOf(store, retentionTag).split(' ');
  const parts = exceptions.map((exception) => {
    const [prefix = '', name = ''] = exception.split('=');
    return { prefix, rule: name };
  });
  const others = parts.map(({ prefix }) => prefix);
  return [
    { store, prefix: '', others, rule },
    ...parts.map((part) => ({ store, others: others.filter((prefix) => prefix !== part.prefix), ...part })),
  ];
}

/** Tags are a list of keys and values, except where a service takes a map. */
function tagOf({ properties }: Resource, key: string): string {
  const named = ['Tags', 'UserPoolTags', 'BackupVaultTags'].map((name) => at(properties, name)).find(isRecord);
  const listed = listAt(named).find((tag) => at(tag, 'Key') === key);
  return String(at(listed, 'Value') ?? at(named, key) ?? '');
}

export interface Period {
  /** Days after which nothing is left; `undefined` where the template sets no end. */
  readonly days: number | undefined;
  /** Path of the property that says so, or that would. */
  readonly property: string;
}

/** How long a part of a store is kept, by its template. */
export function periodOf({ store, prefix, rule }: StorePart, cloud: Cloud): Period {
  const { type, properties } = store;
  switch (type) {
    case 'AWS::S3::Bucket':
      return bucketPeriod(properties, prefix);
    case 'AWS::Logs::LogGroup':
      return { days: numberAt(properties, 'RetentionInDays'), property: 'RetentionInDays' };
    case 'AWS::SQS::Queue':
      return queuePeriod(properties);
    case 'AWS::Backup::BackupVault':
      return vaultPeriod(store, cloud);
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return tablePeriod(properties, rule);
    default:
      return { days: undefined, property: 'Tags' };
  }
}

function bucketPeriod(properties: unknown, prefix: string): Period {
  const expiries = listAt(properties, 'LifecycleConfiguration', 'Rules').flatMap((rule, index) => {
    const days = numberAt(rule, 'ExpirationInDays');
    const narrowed = at(rule, 'TagFilters') ?? at(rule, 'ObjectSizeGreaterThan') ?? at(rule, 'ObjectSizeLessThan');
    const covers = prefix.startsWith(String(at(rule, 'Prefix') ?? ''));
    if (days === undefined || narrowed !== undefined || !covers || at(rule, 'Status') !== 'Enabled') return [];
    return [{ days, property: `LifecycleConfiguration.Rules[${index}].ExpirationInDays` }];
  });
  const [first] = expiries.toSorted((one, other) => one.days - other.days);
  return first ?? { days: undefined, property: 'LifecycleConfiguration' };
}

/** A row bears its own expiry, so that a template shows that rows expire, and the retention file after how long. */
function tablePeriod(properties: unknown, rule: string): Period {
  const expires = isTrue(at(properties, 'TimeToLiveSpecification', 'Enabled'));
  const keptFor = retentionRuleNamed(rule)?.keptFor;
  const days = expires && keptFor && 'days' in keptFor ? keptFor.days : undefined;
  return { days, property: 'TimeToLiveSpecification' };
}

// Four days where the template says nothing: CloudFormation's own default.
const queuePeriod = (properties: unknown): Period => ({
  days: (numberAt(properties, 'MessageRetentionPeriod') ?? 345_600) / 86_400,
  property: 'MessageRetentionPeriod',
});

function vaultPeriod(vault: Resource, cloud: Cloud): Period {
  const rules = cloud
    .of('AWS::Backup::BackupPlan')
    .flatMap(({ properties, stack }) =>
      listAt(properties, 'BackupPlan', 'BackupPlanRule').map((rule) => ({ rule, stack })),
    )
    .filter(({ rule, stack }) => cloud.target(at(rule, 'TargetBackupVault'), stack) === vault);
  const days = rules.map(({ rule }) => numberAt(rule, 'Lifecycle', 'DeleteAfterDays'));
  const longest = days.length > 0 && days.every((one) => one !== undefined) ? Math.max(...days) : undefined;
  return { days: longest, property: 'BackupPlanRule.Lifecycle.DeleteAfterDays' };
}

/** Days for which a row that is gone can still be restored: 35 where point-in-time recovery names none. */
export function recoverableDays({ properties }: Resource): number {
  const specifications = [at(properties, 'PointInTimeRecoverySpecification'), ...listAt(properties, 'Replicas')];
  const recovering = specifications.map((one) => at(one, 'PointInTimeRecoverySpecification') ?? one);
  const days = recovering.map((one) =>
    isTrue(at(one, 'PointInTimeRecoveryEnabled')) ? (numberAt(one, 'RecoveryPeriodInDays') ?? 35) : 0,
  );
  return Math.max(...days);
}

/** Whether a backup plan selects the store, by its name or by a wildcard. */
export const isBackedUp = (store: Resource, cloud: Cloud): boolean =>
  cloud.of('AWS::Backup::BackupSelection').some(({ properties, stack, environment }) => {
    const selected = listAt(properties, 'BackupSelection', 'Resources').map((arn) => cloud.text(arn, stack));
    const byTag = listAt(properties, 'BackupSelection', 'ListOfTags').length > 0;
    const within = environment === store.environment;
    return selected.some((arn) => arn.includes(marker(store)) || (within && arn.includes('*'))) || (within && byTag);
  });
