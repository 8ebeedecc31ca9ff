import { Tags } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { RetentionRuleName } from '../../../domain/retention/retention';

/** The tag by which a template says which retention rule a store is kept under. */
export const retentionTag = 'retention';

/**
 * Says under which retention rule a store is kept, and which one holds for a part of a bucket instead. The audit reads
 * the tag from the template and compares the store with the rule.
 * @param parts rules by the prefix of the objects they hold for
 */
export function keptAs(
  store: IConstruct,
  rule: RetentionRuleName,
  parts: Readonly<Record<string, RetentionRuleName>> = {},
): void {
  const exceptions = Object.entries(parts).map(([prefix, name]) => `${prefix}=${name}`);
  Tags.of(store).add(retentionTag, [rule, ...exceptions].join(' '));
}
