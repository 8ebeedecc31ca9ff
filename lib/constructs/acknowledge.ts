import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference';
import type { IConstruct } from 'constructs';

export interface Acknowledgement {
  /** @default 'AwsSolutions' */
  readonly pack?: 'AwsSolutions' | 'DipChecks';
  /** The rule without the pack's prefix, such as `APIG4`; a granular finding in brackets. */
  readonly rule: string;
  /** Why the rule does not hold here, in words an auditor can act on. */
  readonly reason: string;
}

/**
 * Lets a finding stand, on the record: the qualified id is what makes the validation report show the finding as
 * suppressed with its reason, where a bare id would make it vanish.
 */
export function acknowledge(construct: IConstruct, ...acknowledgements: readonly Acknowledgement[]): void {
  Validations.of(construct).acknowledge(
    ...acknowledgements.map(({ pack = 'AwsSolutions', rule, reason }) => ({ id: `${pack}::${pack}-${rule}`, reason })),
  );
}

/**
 * Lets a permission over `resource`, which ends in a wildcard, stand. The finding's id holds the resource as it is
 * synthesised, which is known only once references between stacks are resolved: when constructs are validated.
 */
export function acknowledgeWildcard(construct: IConstruct, resource: string, reason: string): void {
  construct.node.addValidation({
    validate: () => {
      const synthesised = flattenCfnReference(Stack.of(construct).resolve(resource));
      acknowledge(construct, { rule: `IAM5[Resource::${synthesised}]`, reason });
      return [];
    },
  });
}
