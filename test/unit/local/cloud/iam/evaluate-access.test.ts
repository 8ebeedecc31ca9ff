import { type AccessQuestion, evaluateAccess } from '../../../../../local/cloud/iam/evaluate-access';
import { policyDocument } from '../../../../../local/cloud/iam/policy-document';

const policy = (...Statement: unknown[]) => policyDocument.parse({ Statement });
const accountId = '000000000000';
const role = `arn:aws:iam::${accountId}:role/relay`;
const table = `arn:aws:dynamodb:eu-west-2:${accountId}:table/applications`;
const key = `arn:aws:kms:eu-west-2:${accountId}:key/one`;

const decide = (question: Partial<AccessQuestion> & { allow?: unknown; deny?: unknown; resource?: string }) =>
  evaluateAccess({
    principal: { kind: 'role', arn: role },
    accountId,
    action: 'dynamodb:GetItem',
    resource: table,
    context: {},
    resourcePolicy: undefined,
    identityPolicies: [
      policy(
        ...[question.allow ?? []].flat().map((one) => ({ Effect: 'Allow', ...Object(one) })),
        ...[question.deny ?? []].flat().map((one) => ({ Effect: 'Deny', ...Object(one) })),
      ),
    ],
    ...question,
  });

const getItem = { Action: 'dynamodb:GetItem', Resource: table };

test('what no policy allows is not allowed', () => {
  expect(decide({})).toBe('not-allowed');
  expect(decide({ allow: getItem, action: 'dynamodb:PutItem' })).toBe('not-allowed');
  expect(decide({ allow: { ...getItem, Resource: `${table}-other` } })).toBe('not-allowed');
});

test('an explicit Deny wins over every Allow', () => {
  expect(decide({ allow: { Action: '*', Resource: '*' }, deny: getItem })).toBe('explicitly-denied');
});

test('actions match in any case and with wildcards; NotAction and NotResource match all others', () => {
  expect(decide({ allow: { Action: 'DynamoDB:get*', Resource: '*' } })).toBe('allowed');
  expect(decide({ allow: { NotAction: 'dynamodb:PutItem', Resource: '*' } })).toBe('allowed');
  expect(decide({ allow: { NotAction: 'dynamodb:*', Resource: '*' } })).toBe('not-allowed');
  expect(decide({ allow: { Action: '*', NotResource: table } })).toBe('not-allowed');
});

describe('conditions', () => {
  const when = (Condition: unknown, context: AccessQuestion['context']) =>
    decide({ allow: { ...getItem, Condition }, context });

  test('a condition on an absent key is not met, unless it says IfExists', () => {
    expect(when({ StringEquals: { 'aws:SourceAccount': accountId } }, {})).toBe('not-allowed');
    expect(when({ StringEqualsIfExists: { 'aws:SourceAccount': accountId } }, {})).toBe('allowed');
  });

  test('a variable stands for what the request has, and for nothing where it has none', () => {
    const userName = `\${${'aws:username'}}`;
    const condition = { StringEquals: { 'sts:RoleSessionName': userName } };
    const context = { 'sts:RoleSessionName': 'ada' };
    expect(when(condition, { ...context, 'aws:username': 'ada' })).toBe('allowed');
    expect(when(condition, { ...context, 'aws:username': 'grace' })).toBe('not-allowed');
    expect(when(condition, { ...context, 'sts:RoleSessionName': userName })).toBe('not-allowed');
    const denied = { Condition: { StringNotEquals: condition.StringEquals } };
    expect(decide({ allow: getItem, deny: { ...getItem, ...denied }, context })).toBe('explicitly-denied');
  });

  test('every operator and key must hold, and one value of each is enough', () => {
    const condition = { StringLike: { a: ['x*', 'y*'] }, Bool: { 'aws:SecureTransport': true } };
    expect(when(condition, { a: 'yes', 'aws:SecureTransport': 'true' })).toBe('allowed');
    expect(when(condition, { a: 'no', 'aws:SecureTransport': 'true' })).toBe('not-allowed');
  });

  test('a wildcard in one part of an ARN does not reach into the next', () => {
    const condition = { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:*:api/*' } };
    expect(when(condition, { 'aws:SourceArn': 'arn:aws:execute-api:eu-west-2:000000000000:api/x' })).toBe(
      'not-allowed',
    );
    const full = { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:eu-west-2:*:api/*/GET/*' } };
    expect(when(full, { 'aws:SourceArn': 'arn:aws:execute-api:eu-west-2:1:api/live/GET/a/b' })).toBe('allowed');
  });

  test('an operator that is not known never allows, and never weakens a Deny', () => {
    expect(when({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { 'aws:SourceIp': '10.0.0.1' })).toBe('not-allowed');
    const deny = { ...getItem, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
    expect(decide({ allow: getItem, deny })).toBe('explicitly-denied');
  });

  test('a negated operator in a Deny holds for everybody but the one it names', () => {
    const locked = policy({
      Effect: 'Deny',
      Principal: '*',
      Action: '*',
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': role } },
    });
    const asked = { allow: getItem, resourcePolicy: locked };
    expect(decide({ ...asked, context: { 'aws:PrincipalArn': role } })).toBe('allowed');
    expect(decide({ ...asked, context: { 'aws:PrincipalArn': `${role}-2` } })).toBe('explicitly-denied');
  });
});

describe('resource policies', () => {
  const naming = (Principal: unknown, more = {}) =>
    policy({ Effect: 'Allow', Principal, Action: '*', Resource: '*', ...more });

  test('one that names the role allows it without any policy of its own', () => {
    expect(decide({ resourcePolicy: naming({ AWS: role }) })).toBe('allowed');
    expect(decide({ resourcePolicy: naming({ AWS: `${role}-2` }) })).toBe('not-allowed');
  });

  test('one that names the account leaves the decision to the role’s own policies', () => {
    const account = naming({ AWS: `arn:aws:iam::${accountId}:root` });
    expect(decide({ resourcePolicy: account })).toBe('not-allowed');
    expect(decide({ resourcePolicy: account, allow: getItem })).toBe('allowed');
  });

  test('a service is allowed by the resource only, and for the source that is named', () => {
    const permission = naming(
      { Service: 'apigateway.amazonaws.com' },
      { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:eu-west-2:000000000000:api/*' } } },
    );
    const asks = (sourceArn: string) =>
      decide({
        principal: { kind: 'service', name: 'apigateway.amazonaws.com' },
        resourcePolicy: permission,
        context: { 'aws:SourceArn': sourceArn },
      });
    expect(asks('arn:aws:execute-api:eu-west-2:000000000000:api/live/GET/')).toBe('allowed');
    expect(asks('arn:aws:execute-api:eu-west-2:000000000000:other/live/GET/')).toBe('not-allowed');
  });

  test('a KMS key needs its own policy: a role’s Allow alone opens nothing', () => {
    const asked = { action: 'kms:Decrypt', resource: key, allow: { Action: 'kms:Decrypt', Resource: key } };
    expect(decide(asked)).toBe('not-allowed');
    expect(decide({ ...asked, resourcePolicy: naming({ AWS: `arn:aws:iam::${accountId}:root` }) })).toBe('allowed');
  });
});
