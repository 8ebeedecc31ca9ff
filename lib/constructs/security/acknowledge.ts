import { Stack, Validations } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference';
import type { IConstruct } from 'constructs';
import { at, listAt } from '../../template/at';

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

export interface WildcardAcknowledgement {
  /** Ends in a wildcard. */
  readonly resource: string;
  /** All that may be allowed over it: the reason excuses nothing else. */
  readonly actions: readonly string[];
  readonly reason: string;
}

/**
 * Lets some actions over a resource that ends in a wildcard stand. The finding's id holds the resource as it is
 * synthesised, which is known only once references between stacks are resolved: when constructs are validated. The pack
 * tells a finding by its resource alone, so that an action that nobody named fails here.
 */
export function acknowledgeWildcard(role: IConstruct, { resource, actions, reason }: WildcardAcknowledgement): void {
  role.node.addValidation({
    validate: () => {
      const stack = Stack.of(role);
      const synthesised = flattenCfnReference(stack.resolve(resource));
      acknowledge(role, { rule: `IAM5[Resource::${synthesised}]`, reason: `${reason} (${actions.join(', ')})` });
      const excused = new Set(wildcardsOf(role).flatMap((one) => (sameOf(one, resource) ? one.actions : [])));
      return actionsOver(role, synthesised)
        .filter((action) => !excused.has(action))
        .map((action) => `${action} is allowed on ${synthesised} too: name it where that wildcard is acknowledged`);
    },
  });
  wildcardsOf(role).push({ resource, actions, reason });
}

const wildcards = new WeakMap<IConstruct, WildcardAcknowledgement[]>();

function wildcardsOf(role: IConstruct): WildcardAcknowledgement[] {
  const known = wildcards.get(role) ?? [];
  wildcards.set(role, known);
  return known;
}

const sameOf = (one: WildcardAcknowledgement, resource: string) => one.resource === resource;

/** What the role's own policies allow over a resource, by its flattened name. */
function actionsOver(role: IConstruct, synthesised: string): string[] {
  const policies = role.node.findAll().filter((one) => one instanceof CfnPolicy);
  return policies.flatMap((policy) => {
    const document = Stack.of(policy).resolve(policy.policyDocument);
    return listAt(document, 'Statement')
      .filter((statement) => at(statement, 'Effect') === 'Allow')
      .filter((statement) => listAt(statement, 'Resource').some((one) => flattenCfnReference(one) === synthesised))
      .flatMap((statement) => listAt(statement, 'Action').map(String));
  });
}
