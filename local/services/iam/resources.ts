import { z } from 'zod';
import { providerOf } from '../../cloud/resources/provider-of';
import type { ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';

const names = z.array(z.string()).default([]);
const role = z.object({
  RoleName: z.string().optional(),
  AssumeRolePolicyDocument: z.unknown(),
  ManagedPolicyArns: names,
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() })).default([]),
});
const policy = z.object({ PolicyName: z.string(), PolicyDocument: z.unknown(), Roles: names });
const managedPolicy = z.object({ ManagedPolicyName: z.string().optional(), PolicyDocument: z.unknown(), Roles: names });

export const iamProviders = ({ access, account }: Engines): readonly ResourceProvider[] => [
  providerOf(
    'AWS::IAM::Role',
    role,
    (properties, { physicalId }) => {
      const name = properties.RoleName ?? physicalId;
      const arn = access.roleArn(name);
      access.putRole(arn, properties.AssumeRolePolicyDocument, properties.ManagedPolicyArns);
      for (const { PolicyName, PolicyDocument } of properties.Policies) {
        access.putRolePolicy(arn, PolicyName, PolicyDocument);
      }
      return { ref: name, attributes: { Arn: arn, RoleId: `AROA${name}` } };
    },
    (_properties, { ref }) => access.removeRole(access.roleArn(ref)),
  ),
  providerOf(
    'AWS::IAM::Policy',
    policy,
    ({ PolicyName, PolicyDocument, Roles }, { physicalId }) => {
      for (const name of Roles) access.putRolePolicy(access.roleArn(name), PolicyName, PolicyDocument);
      return { ref: physicalId, attributes: { Id: physicalId } };
    },
    ({ PolicyName, Roles }) => {
      for (const name of Roles) access.removeRolePolicy(access.roleArn(name), PolicyName);
    },
  ),
  providerOf('AWS::IAM::ManagedPolicy', managedPolicy, (properties, { physicalId }) => {
    const arn = `arn:aws:iam::${account.id}:policy/${properties.ManagedPolicyName ?? physicalId}`;
    access.putManagedPolicy(arn, properties.PolicyDocument);
    for (const name of properties.Roles) access.attachManagedPolicy(access.roleArn(name), arn);
    return { ref: arn, attributes: { PolicyArn: arn } };
  }),
];
