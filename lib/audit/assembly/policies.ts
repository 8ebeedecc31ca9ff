import { own } from '../../../domain/own';
import { at, isRecord, listAt } from '../../template/at';
import type { Cloud, Resource } from './cloud';

/** One statement of a policy. References to resources stand in it as their markers. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** ARNs, services and accounts; `*` for everyone. Empty in a policy of a role. */
  readonly principals: readonly string[];
  readonly condition: unknown;
}

export function statementsOf(document: unknown, cloud: Cloud, stack: string): readonly Statement[] {
  return listAt(document, 'Statement').map((statement) => {
    const texts = (key: string) => listAt(statement, key).map((value) => cloud.text(value, stack));
    const principal = at(statement, 'Principal');
    const named = isRecord(principal) ? Object.values(principal).flatMap((value) => listAt(value)) : listAt(principal);
    return {
      effect: at(statement, 'Effect') === 'Deny' ? 'Deny' : 'Allow',
      // What a statement does not name it allows all of, to be safe.
      actions: at(statement, 'Action') === undefined ? ['*'] : texts('Action'),
      resources: at(statement, 'Resource') === undefined ? ['*'] : texts('Resource'),
      principals: named.map((value) => cloud.text(value, stack)),
      condition: at(statement, 'Condition'),
    };
  });
}

/** Where each type of resource holds a policy that says who may use it. */
const resourcePolicies: Readonly<Record<string, string>> = {
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::KMS::ReplicaKey': 'KeyPolicy',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::SecretsManager::ResourcePolicy': 'ResourcePolicy',
  'AWS::IAM::Role': 'AssumeRolePolicyDocument',
  'AWS::Backup::BackupVault': 'AccessPolicy',
  'AWS::Logs::ResourcePolicy': 'PolicyDocument',
  'AWS::Events::EventBusPolicy': 'Statement',
  'AWS::ApiGateway::RestApi': 'Policy',
  'AWS::DynamoDB::Table': 'ResourcePolicy',
};

export const typesWithResourcePolicy = Object.keys(resourcePolicies);

/** The policy that stands on a resource itself. */
export function resourcePolicyOf({ type, properties, stack }: Resource, cloud: Cloud): readonly Statement[] {
  const document = at(properties, own(resourcePolicies, type) ?? '');
  const inner = at(document, 'PolicyDocument') ?? document;
  return statementsOf(typeof inner === 'string' ? JSON.parse(inner) : inner, cloud, stack);
}

export interface Grant extends Statement {
  readonly role: Resource;
}

/** What the roles of an environment are allowed and denied, by policies of their own and attached ones. */
export function grantsOf(cloud: Cloud, environment: string): readonly Grant[] {
  const inEnvironment = (resource: Resource) => resource.environment === environment;
  const attached = cloud
    .of('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')
    .filter(inEnvironment)
    .flatMap(({ properties, stack }) => {
      const statements = statementsOf(at(properties, 'PolicyDocument'), cloud, stack);
      const roles = listAt(properties, 'Roles').flatMap((reference) => cloud.target(reference, stack) ?? []);
      return roles.flatMap((role) => statements.map((statement) => ({ ...statement, role })));
    });
  const inline = cloud
    .of('AWS::IAM::Role')
    .filter(inEnvironment)
    .flatMap((role) =>
      listAt(role.properties, 'Policies').flatMap((policy) =>
        statementsOf(at(policy, 'PolicyDocument'), cloud, role.stack).map((statement) => ({ ...statement, role })),
      ),
    );
  return [...attached, ...inline];
}
