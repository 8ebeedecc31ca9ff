import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { type ResourceType, resourceType } from '../../cloud/resources/resource-type';

interface Needs {
  readonly cloud: Pick<Cloud, 'access' | 'account'>;
}

const names = z.array(z.string()).default([]);

const roleProperties = z.object({
  RoleName: z.string().optional(),
  AssumeRolePolicyDocument: z.unknown(),
  ManagedPolicyArns: names,
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() })).default([]),
});

export const role = ({ cloud: { access } }: Needs): ResourceType =>
  resourceType(roleProperties, {
    replacedBy: ['RoleName', 'Path'],
    turn: 'first',
    provision(properties, { physicalId }) {
      const name = properties.RoleName ?? physicalId;
      const arn = access.roleArn(name);
      access.putRole(arn, properties.AssumeRolePolicyDocument, properties.ManagedPolicyArns);
      for (const { PolicyName, PolicyDocument } of properties.Policies) {
        access.putRolePolicy(arn, PolicyName, PolicyDocument);
      }
      return { ref: name, attributes: { Arn: arn, RoleId: `AROA${name}` } };
    },
    remove: (_properties, { ref }) => access.removeRole(access.roleArn(ref)),
  });

const policyProperties = z.object({ PolicyName: z.string(), PolicyDocument: z.unknown(), Roles: names });

export const policy = ({ cloud: { access } }: Needs): ResourceType =>
  resourceType(policyProperties, {
    turn: 'first',
    provision({ PolicyName, PolicyDocument, Roles }, { physicalId }) {
      for (const name of Roles) access.putRolePolicy(access.roleArn(name), PolicyName, PolicyDocument);
      return { ref: physicalId, attributes: { Id: physicalId } };
    },
    remove({ PolicyName, Roles }) {
      for (const name of Roles) access.removeRolePolicy(access.roleArn(name), PolicyName);
    },
  });

const managedPolicyProperties = z.object({
  ManagedPolicyName: z.string().optional(),
  PolicyDocument: z.unknown(),
  Roles: names,
});

export const managedPolicy = ({ cloud: { access, account } }: Needs): ResourceType =>
  resourceType(managedPolicyProperties, {
    replacedBy: ['ManagedPolicyName', 'Path', 'Description'],
    turn: 'first',
    provision(properties, { physicalId }) {
      const arn = `arn:aws:iam::${account.id}:policy/${properties.ManagedPolicyName ?? physicalId}`;
      access.putManagedPolicy(arn, properties.PolicyDocument);
      for (const name of properties.Roles) access.attachManagedPolicy(access.roleArn(name), arn);
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
  });
