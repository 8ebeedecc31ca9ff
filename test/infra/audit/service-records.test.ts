import { accountRecords, serviceRecords } from '../../../domain/retention/service-records';
import type { Cloud } from '../../../lib/audit/assembly/cloud';
import { serviceRecordsOf } from '../../../lib/audit/assembly/service-types';
import { serviceRecords as rule } from '../../../lib/audit/rules/service-records';

const nowhere = { stack: 'int-One', environment: 'int', template: 'int-One.template.json', id: 'One' };

const verdict = (type: string, properties: object) =>
  rule.verdict({
    resource: { ...nowhere, type, properties },
    cloud: undefined as unknown as Cloud,
    production: true,
    acknowledged: () => undefined,
  });

const allowing = (Action: unknown) => ({ PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } });

const mailEvents = (destination: object, MatchingEventTypes: unknown = ['bounce']) => ({
  EventDestination: { Enabled: true, MatchingEventTypes, ...destination },
});

test.each<[string, string, object, RegExp]>([
  ['a traced stage', 'AWS::ApiGateway::Stage', { TracingEnabled: true }, /traced/],
  ['one that a person wrote', 'AWS::ApiGateway::Stage', { TracingEnabled: 'true' }, /traced/],
  [
    'a deployment that makes one',
    'AWS::ApiGateway::Deployment',
    { StageDescription: { TracingEnabled: true } },
    /traced/,
  ],
  ['a traced function', 'AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } }, /traced/],
  ['a traced topic', 'AWS::SNS::Topic', { TracingConfig: 'Active' }, /traced/],
  ['a right to trace', 'AWS::IAM::Policy', allowing(['xray:PutTraceSegments']), /write traces/],
  ['a wider one', 'AWS::IAM::ManagedPolicy', allowing('xray:*'), /write traces/],
  ['one inside a role', 'AWS::IAM::Role', { Policies: [allowing('xray:PutTelemetryRecords')] }, /write traces/],
  [
    'one of AWS’s own',
    'AWS::IAM::Role',
    { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess'] },
    /write traces/,
  ],
  ['a function with a layer', 'AWS::Lambda::Function', { Layers: ['arn:aws:lambda:eu-west-2:1:layer:x:1'] }, /layer/],
  [
    'a wrapped function',
    'AWS::Lambda::Function',
    { Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel' } } },
    /wrapped/,
  ],
  [
    'counts of methods',
    'AWS::ApiGateway::Stage',
    { MethodSettings: [{ MetricsEnabled: true }] },
    /counts every method/,
  ],
  ['a cache', 'AWS::ApiGateway::Stage', { CacheClusterEnabled: true }, /cache/],
  ['a cache of one method', 'AWS::ApiGateway::Stage', { MethodSettings: [{}, { CachingEnabled: true }] }, /cache/],
  ['samples of requests', 'AWS::WAFv2::WebACL', { VisibilityConfig: { SampledRequestsEnabled: true } }, /samples/],
  [
    'samples of one rule',
    'AWS::WAFv2::WebACL',
    { Rules: [{ VisibilityConfig: { SampledRequestsEnabled: true } }] },
    /samples/,
  ],
  [
    'a log of visitors',
    'AWS::CloudFront::Distribution',
    { DistributionConfig: { Logging: { Bucket: 'b' } } },
    /logs its/,
  ],
  [
    'a stream of visitors',
    'AWS::CloudFront::Distribution',
    { DistributionConfig: { CacheBehaviors: [{ RealtimeLogConfigArn: 'arn' }] } },
    /streams a log/,
  ],
  ['a history of sign-ins', 'AWS::Cognito::UserPool', { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } }, /device/],
  ['keys of rows', 'AWS::DynamoDB::Table', { ContributorInsightsSpecification: { Enabled: true } }, /most used keys/],
  ['a stream of rows', 'AWS::DynamoDB::Table', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }, /streams/],
  ['a list of addresses that bounced', 'AWS::SES::ConfigurationSet', {}, /lists addresses/],
  ['addresses that are mailed', 'AWS::SES::EmailIdentity', { EmailIdentity: 'dip.example' }, /mails addresses/],
  ['who opens mails', 'AWS::SES::ConfigurationSetEventDestination', mailEvents({}, ['bounce', 'OPEN']), /who opens/],
  ['what a reader does', 'AWS::SES::ConfigurationSetEventDestination', { EventDestination: {} }, /who opens/],
  [
    'addresses told to a topic',
    'AWS::SES::ConfigurationSetEventDestination',
    mailEvents({ SnsDestination: { TopicARN: 'arn' } }),
    /another store/,
  ],
  [
    'addresses told to a bus',
    'AWS::SES::ConfigurationSetEventDestination',
    mailEvents({ EventBridgeDestination: { EventBusArn: 'arn' } }),
    /another store/,
  ],
  [
    'counts by a header',
    'AWS::SES::ConfigurationSetEventDestination',
    mailEvents({ CloudWatchDestination: { DimensionConfigurations: [{ DimensionValueSource: 'emailHeader' }] } }),
    /stands in a mail/,
  ],
  ['a type that nobody has looked at', 'AWS::RUM::AppMonitor', {}, /nobody has said what AWS::RUM::AppMonitor stores/],
  ['a log of the firewall', 'AWS::WAFv2::LoggingConfiguration', {}, /nobody has said/],
  ['a log of names asked for', 'AWS::Route53Resolver::ResolverQueryLoggingConfig', {}, /nobody has said/],
  ['a log of Cognito', 'AWS::Cognito::LogDeliveryConfiguration', {}, /nobody has said/],
  ['a name of JavaScript’s own', 'constructor', {}, /nobody has said/],
])('%s is found', (_, type, properties, problem) => {
  expect(verdict(type, properties)).toEqual({ breaks: expect.stringMatching(problem) });
});

test.each<[string, object]>([
  ['AWS::ApiGateway::Stage', { TracingEnabled: false, MethodSettings: [{ MetricsEnabled: false }] }],
  ['AWS::Lambda::Function', { TracingConfig: { Mode: 'PassThrough' } }],
  ['AWS::IAM::Policy', allowing(['dynamodb:GetItem'])],
  ['AWS::Cognito::UserPool', { UserPoolAddOns: { AdvancedSecurityMode: 'OFF' } }],
  ['AWS::SES::EmailIdentity', { FeedbackAttributes: { EmailForwardingEnabled: false } }],
  [
    'AWS::SES::ConfigurationSetEventDestination',
    mailEvents({ CloudWatchDestination: { DimensionConfigurations: [{ DimensionValueSource: 'messageTag' }] } }),
  ],
  ['Custom::ApiRegistration', {}],
])('what is off, or stores nothing, passes: %s', (type, properties) => {
  expect(verdict(type, properties)).toBe('compliant');
});

test('whatever is kept says why, who reads it and when it ends', () => {
  for (const { state, holds, purpose, end, categories } of [...Object.values(serviceRecords), ...accountRecords]) {
    expect([holds.length > 10, end.length > 4, state === 'off' || purpose.length > 4]).toEqual([true, true, true]);
    expect(categories.length > 0).toBe(state === 'kept');
  }
});

test('every record is of some type of resource', () => {
  const types = ['Stage', 'ApiKey', 'UsagePlan'].map((name) => `AWS::ApiGateway::${name}`);
  expect(types.flatMap((type) => serviceRecordsOf(type) ?? [])).toEqual(
    expect.arrayContaining(['traces', 'gatewayKeys']),
  );
});
