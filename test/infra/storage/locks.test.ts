import { Stack } from 'aws-cdk-lib';
import { humanReader } from '../../../lib/constructs/security/human-reader';
import { evaluateCondition } from '../../../local/cloud/iam/condition';
import { type Synthesised, synthesised } from '../synthesised';

const pseudo = new Map([
  ['AWS::Partition', 'aws'],
  ['AWS::AccountId', '111111111111'],
]);
let cloud: Synthesised;
beforeAll(async () => {
  cloud = await synthesised();
}, 240_000);

test('a role that reads records, or signs access tokens, does so in its own function alone', () => {
  const bound = cloud.of('AWS::IAM::Policy', /^prod-/).filter(({ id }) => /FromHereOnly/.test(id));
  expect(bound.map(({ properties: { Roles, PolicyDocument } }) => [Roles, PolicyDocument.Statement])).toEqual(
    [
      ['AuthorizationServerServerRole', 'kms:Sign', 'AuthorizationServer'],
      ['AnonymiserFunctionRole', 's3:GetObject', 'AnonymiserFunction'],
      ['CallCounterFunctionRole', 's3:GetObject', 'CallCounterFunction'],
      ['AccessReviewRole', 's3:GetObject', 'AccessReview'],
    ].map(([role, Action, name]) => [
      [{ Ref: expect.stringMatching(`^${role}`) }],
      [
        expect.objectContaining({
          Effect: 'Deny',
          Action,
          Condition: {
            ArnNotEquals: {
              'lambda:SourceFunctionArn': { 'Fn::GetAtt': [expect.stringMatching(`^${name}[0-9A-F]{8}$`), 'Arn'] },
            },
          },
        }),
      ],
    ]),
  );
});

test('whoever changes by hand what locks records sets off an alarm, in any Region, and a deployment does not', () => {
  const [filter] = cloud.of('AWS::Logs::MetricFilter', /^prod-/).filter(({ id }) => /LockChanges/.test(id));
  const pattern: string = filter?.properties.FilterPattern;
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
  expect(pattern.length).toBeLessThanOrEqual(1024);
  for (const name of ['UpdateFunctionCode', 'CreateFunction', 'PutRolePolicy', 'DeleteTrail', 'PutKeyPolicy']) {
    expect(pattern).toContain(`$.eventName = "${name}*"`);
  }
  expect(pattern).toContain('sessionIssuer.userName != "cdk-*-cfn-exec-role-*"');
  const [trail] = cloud.of('AWS::CloudTrail::Trail', /^prod-/);
  expect(trail?.properties).toMatchObject({ IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true });
  const watched = { 'Fn::GetAtt': [expect.stringMatching(/^ReadingTrailWatched/), 'Arn'] };
  expect(trail?.properties.CloudWatchLogsLogGroupArn).toEqual(watched);
  const alarms = cloud.of('AWS::CloudWatch::Alarm', /^prod-/).map(({ properties }) => properties.AlarmName);
  expect(alarms).toContain('prod-locks-changed');
});

test.each<[string, string, 'met' | 'not-met']>([
  ['its sessions', 'eu-west-2/AWSReservedSSO_Readers_0123456789abcdef', 'met'],
  ['its sessions, of a directory in us-east-1', 'AWSReservedSSO_Readers_0123456789abcdef', 'met'],
  ['a set whose name begins like it', 'eu-west-2/AWSReservedSSO_Readers_Guests_0123456789abcdef', 'not-met'],
  ['a set whose name is longer', 'eu-west-2/AWSReservedSSO_ReadersToo_0123456789abcdef', 'not-met'],
  ['administrators', 'eu-west-2/AWSReservedSSO_AdministratorAccess_0123456789abcdef', 'not-met'],
])('where a permission set proves the second factor: %s', (_who, session, outcome) => {
  const stack = new Stack();
  const { conditions } = stack.resolve(humanReader({ secondFactor: { permissionSet: 'Readers' } }).policyFragment);
  const arn = `arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/${session}`;
  const patterns = conditions.ArnLike['aws:PrincipalArn'].map((joined: { 'Fn::Join': [string, unknown[]] }) =>
    joined['Fn::Join'][1].map((part) => pseudo.get(String(Object(part).Ref)) ?? part).join(''),
  );
  expect(evaluateCondition({ ArnLike: { 'aws:PrincipalArn': patterns } }, { 'aws:PrincipalArn': arn })).toBe(outcome);
});
