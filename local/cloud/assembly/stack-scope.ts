import { own } from '../../../domain/own';
import type { ProvisionedResource } from '../resources/resource-type';
import { noValue, resolveValue, type Scope } from './resolve-value';
import type { Template } from './template';

/** What a stack reads of the account around it. */
export interface Surroundings {
  readonly accountId: string;
  readonly region: string;
  readonly exports: ReadonlyMap<string, unknown>;
  /** Outputs of the stacks deployed so far, by stack. */
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Value of a Systems Manager parameter; throws where there is none. */
  parameter(name: string): string;
  /** Value of a secret; throws where there is none. */
  secret(id: string): string;
}

export interface StackScopeRequest {
  readonly stack: string;
  readonly stackId: string;
  readonly template: Template;
  /** By logical id; filled while the stack is provisioned. */
  readonly resources: ReadonlyMap<string, ProvisionedResource>;
  readonly surroundings: Surroundings;
}

/** How the intrinsic functions of one stack's template resolve. */
export function stackScope({ stack, stackId, template, resources, surroundings }: StackScopeRequest): Scope {
  const { accountId, region } = surroundings;
  const pseudoParameters: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': accountId,
    'AWS::NoValue': noValue,
    'AWS::NotificationARNs': [],
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': stackId,
    'AWS::StackName': stack,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const resourceNamed = (logicalId: string) => {
    const resource = resources.get(logicalId);
    if (!resource) throw new Error(`nothing is called ${logicalId}`);
    return resource;
  };
  const scope: Scope = {
    region,
    reference(name) {
      if (Object.hasOwn(pseudoParameters, name)) return pseudoParameters[name];
      const parameter = own(template.Parameters, name);
      if (!parameter) return resourceNamed(name).ref;
      const isLookUp = parameter.Type.startsWith('AWS::SSM::Parameter::Value<');
      return isLookUp ? surroundings.parameter(String(parameter.Default)) : parameter.Default;
    },
    attribute(logicalId, name) {
      const attributes = resourceNamed(logicalId).attributes ?? {};
      if (!Object.hasOwn(attributes, name)) {
        throw new Error(`${own(template.Resources, logicalId)?.Type} ${logicalId} has no attribute ${name} here`);
      }
      return attributes[name];
    },
    condition: (name) => resolveValue(own(template.Conditions, name), scope) === true,
    mapping: (map, first, second) => own(own(own(template.Mappings, map), first), second),
    importValue(name) {
      if (!surroundings.exports.has(name)) throw new Error(`no stack exports ${name}`);
      return surroundings.exports.get(name);
    },
    stackOutput(from, name) {
      const outputs = surroundings.outputs.get(from) ?? {};
      if (!Object.hasOwn(outputs, name)) throw new Error(`the stack ${from} has no output ${name}`);
      return outputs[name];
    },
    dynamicReference: (service, reference) =>
      service === 'secretsmanager' ? secretValue(reference, surroundings) : parameterValue(reference, surroundings),
  };
  return scope;
}

// A version may follow the name: `{{resolve:ssm:name:3}}`.
const parameterValue = (reference: string, { parameter }: Surroundings): string =>
  parameter(reference.replace(/:\d+$/, ''));

// `secret-id:SecretString:json-key:version-stage:version-id`, where the id may be an ARN.
function secretValue(reference: string, { secret }: Surroundings): string {
  const [id = '', key] = reference.split(/:SecretString:?/);
  const value = secret(id);
  const member = key?.split(':')[0];
  return member ? String(JSON.parse(value)[member]) : value;
}
