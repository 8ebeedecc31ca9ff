import { Stack } from 'aws-cdk-lib';
import type { Environment } from '../../../lib/config/environment';
import { namedPerson } from '../../../lib/constructs/security/human-reader';
import { AccessControl, AccessDenied } from '../../../local/cloud/iam/access-control';
import type { Principal } from '../../../local/cloud/iam/principal';
import { type Synthesised, synthesised } from '../synthesised';

const id = '000000000000';
const operator = `arn:aws:iam::${id}:role/Operator`;
const sso = `arn:aws:iam::${id}:role/aws-reserved/sso.amazonaws.com/eu-west-2/AWSReservedSSO_Desk_0123456789abcdef`;
const factor = { 'aws:MultiFactorAuthPresent': 'true' };

const literal = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, part) => {
      if (part?.Ref === 'AWS::AccountId') return id;
      if (part?.Ref === 'AWS::Partition') return 'aws';
      if (part?.['Fn::Join']) return part['Fn::Join'][1].map((one: unknown) => literal(one)).join('');
      return part;
    }),
  );

/** Whether who asks becomes an operator under that name, where such people may. */
function becomes(trust: unknown, principal: Principal, session: string, context = factor): boolean {
  const access = new AccessControl({ account: { id, region: 'eu-west-2' }, warn: () => {} });
  access.putRole(operator, trust, []);
  access.putRole(sso, { Statement: [] }, []);
  access.putRolePolicy(sso, 'All', { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } });
  try {
    return access.assumeRole(principal, { roleArn: operator, session, context }).length > 0;
  } catch (error) {
    if (error instanceof AccessDenied) return false;
    throw error;
  }
}

function trustOf(secondFactor: Environment['secondFactor']): unknown {
  const { principalJson, conditions } = new Stack().resolve(namedPerson({ secondFactor }).policyFragment);
  const Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principalJson, Condition: conditions };
  return literal({ Statement });
}

let cloud: Synthesised;
beforeAll(async () => {
  cloud = await synthesised();
}, 240_000);

test('in production a user of IAM is an operator under the own name alone, and with a second factor', () => {
  const [role] = cloud.of('AWS::IAM::Role', /^prod-/).filter(({ id: name }) => name.startsWith('Operator'));
  const trust = literal(role?.properties.AssumeRolePolicyDocument);
  const user: Principal = { kind: 'administrator' };
  expect(becomes(trust, user, 'local-admin')).toBe(true);
  expect(becomes(trust, user, 'a-colleague')).toBe(false);
  expect(becomes(trust, user, 'local-admin', { 'aws:MultiFactorAuthPresent': 'false' })).toBe(false);
});

test('somebody from IAM Identity Center is one under the name that Identity Center gave the session', () => {
  const trust = trustOf({ permissionSet: 'Desk' });
  const ada: Principal = { kind: 'role', arn: sso, session: 'ada@example.nhs.uk' };
  expect(becomes(trust, ada, 'ada@example.nhs.uk')).toBe(true);
  for (const name of ['grace@example.nhs.uk', 'example.nhs.uk', '', 'x-ada@example.nhs.uk']) {
    expect([name, becomes(trust, ada, name)]).toEqual([name, false]);
  }
});

test('a session of a role, which its holder has named, is no user of IAM', () => {
  const anyone: Principal = { kind: 'role', arn: sso, session: 'local-admin' };
  expect(becomes(trustOf('iam'), anyone, 'local-admin')).toBe(false);
});
