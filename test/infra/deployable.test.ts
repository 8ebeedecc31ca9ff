import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Environment } from '../../lib/config/environment';
import { environmentNamed } from '../../lib/config/environments';
import { EnvironmentStacks } from '../../lib/stacks/environment-stacks';
import { bundle } from '../../scripts/bundle';
import { anApp } from './an-app';

// What AWS refuses, or silently leaves undone, though a template that says it synthesises.

// biome-ignore lint/suspicious/noExplicitAny: a template's properties have as many shapes as CloudFormation has types
type Resource = any;
const helloWorld = join(__dirname, '../../apis/hello-world/openapi.yaml');
let stacks: Map<string, Template>;

function templatesOf(environment: Environment): Map<string, Template> {
  const app = anApp();
  const publisher = {
    organisation: 'Example Trust',
    thirdParty: true,
    dataController: 'Example Trust',
    legalBasis: 'UK GDPR Article 6(1)(e)',
  };
  new EnvironmentStacks(app, environment).publishIfLive({ specification: helloWorld, publisher });
  const found = app.node.children.filter((child): child is Stack => Stack.isStack(child));
  return new Map(found.map((stack) => [stack.stackName, Template.fromStack(stack)]));
}

beforeAll(async () => {
  await bundle();
  stacks = templatesOf(environmentNamed('int'));
}, 120_000);

const all = (type: string): [id: string, resource: Resource][] => {
  const found = [...stacks.values()].flatMap((template) => Object.entries(template.findResources(type)));
  expect(found.length).toBeGreaterThan(0);
  return found;
};

test('a rotation of the signing keys reaches the authoriser, whose stack would else not be deployed anew', () => {
  const authoriser = (environment: Environment) => templatesOf(environment).get('int-Gateway')?.toJSON();
  const before = authoriser({ ...environmentNamed('int'), signingKeys: [2, 1] });
  expect(authoriser({ ...environmentNamed('int'), signingKeys: [2, 1] })).toEqual(before);
  expect(authoriser({ ...environmentNamed('int'), signingKeys: [2, 3] })).not.toEqual(before);
});

test('no stage is there before its execution log, which API Gateway would make without the key and the time limit', () => {
  for (const [id, { DependsOn, Properties }] of all('AWS::ApiGateway::Stage')) {
    const log = all('AWS::Logs::LogGroup').find(([, group]) => {
      const name = JSON.stringify(group.Properties.LogGroupName ?? '');
      return name.includes(Properties.RestApiId.Ref) && name.includes(`/${Properties.StageName}"`);
    });
    expect([id, DependsOn]).toEqual([id, expect.arrayContaining([log?.[0]])]);
  }
});

test('CloudTrail takes the bucket of its trail: one with a bucket key it refuses, unless it may decrypt', () => {
  for (const [, trail] of all('AWS::CloudTrail::Trail')) {
    const bucket = all('AWS::S3::Bucket').find(([id]) => id === trail.Properties.S3BucketName.Ref)?.[1];
    const [encryption] = bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration;
    expect(encryption.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('aws:kms');
    expect(encryption.BucketKeyEnabled).toBe(false);
  }
});

test('EventBridge may use the key of a queue that it feeds, on no condition that it does not meet', () => {
  const used = all('AWS::SQS::Queue').map(([, { Properties }]) => Properties.KmsMasterKeyId['Fn::GetAtt'][0]);
  for (const [, key] of all('AWS::KMS::Key').filter(([id]) => used.includes(id))) {
    expect(key.Properties.KeyPolicy.Statement).toContainEqual({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
    });
  }
});

test('a function that does not answer at deploy time fails the deployment within minutes', () => {
  const types = ['Custom::ApiRegistration', 'Custom::SigningKeys', 'Custom::StaticFiles'];
  for (const [, { Properties }] of types.flatMap(all))
    expect(Number(Properties.ServiceTimeout)).toBeLessThanOrEqual(900);
});

test('the firewall overrides rules of a managed group, or does not mention it', () => {
  for (const [, { Properties }] of all('AWS::WAFv2::WebACL')) {
    for (const { Statement } of Properties.Rules) {
      expect(Statement.ManagedRuleGroupStatement?.RuleActionOverrides).not.toEqual([]);
    }
  }
});

test('every stack, policy and environment is within what AWS takes', () => {
  for (const template of stacks.values()) expect(Object.keys(template.toJSON().Resources).length).toBeLessThan(500);
  // A reference stands for a name or an ARN; none here is longer than 120 characters, but for the published key set.
  const keySet = 'x'.repeat(1_000);
  const size = (value: unknown) =>
    JSON.stringify(value, (key, part) => {
      if (part?.['Fn::GetAtt']?.[1] === 'Jwks' || /JWKS$/.test(key)) return keySet;
      return part?.Ref || part?.['Fn::GetAtt'] || part?.['Fn::GetStackOutput'] ? 'x'.repeat(120) : part;
    }).length;
  for (const [id, { Properties }] of all('AWS::IAM::Policy')) {
    expect([id, size(Properties.PolicyDocument) < 10_240]).toEqual([id, true]);
  }
  for (const [id, { Properties }] of all('AWS::Lambda::Function')) {
    expect([id, size(Properties.Environment ?? {}) < 4_096]).toEqual([id, true]);
  }
  for (const [id, { Properties }] of all('AWS::S3::BucketPolicy')) {
    expect([id, size(Properties.PolicyDocument) < 20_480]).toEqual([id, true]);
  }
});

test('the firewall lets pass what the gateway itself lets pass: queries and paths of nine kilobytes', () => {
  for (const [, { Properties }] of all('AWS::WAFv2::WebACL')) {
    const overrides = JSON.stringify(Properties.Rules);
    for (const rule of ['SizeRestrictions_QUERYSTRING', 'SizeRestrictions_URIPATH', 'SizeRestrictions_BODY']) {
      expect(overrides).toContain(JSON.stringify({ ActionToUse: { Count: {} }, Name: rule }));
    }
  }
});

test('what every call waits for, and what redacts, has executions of its own, and a relay is bounded', () => {
  const reserved = all('AWS::Lambda::Function').flatMap(([id, { Properties }]) =>
    Properties.ReservedConcurrentExecutions ? [[id.slice(0, -8), Properties.ReservedConcurrentExecutions]] : [],
  );
  const { authorizer, token, redactor, relay } = environmentNamed('int').concurrency ?? {};
  expect(new Map(reserved as [string, number][])).toEqual(
    new Map([
      ['Redactor', redactor],
      ['AuthorizationServer', token],
      ['Authorizer', authorizer],
      ['ProxyhelloworldRelay', relay],
    ]),
  );
});
