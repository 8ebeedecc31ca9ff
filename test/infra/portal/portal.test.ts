import { Aspects, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { UkOnly } from '../../../lib/constructs/security/uk-only';
import { anApp } from '../an-app';
import { type Synthesised, synthesised } from '../synthesised';

let cloud: Synthesised;

beforeAll(async () => {
  cloud = await synthesised();
}, 300_000);

const all = <T>(list: readonly T[]): readonly T[] => {
  expect(list.length).toBeGreaterThan(0);
  return list;
};
const configs = () =>
  all(cloud.of('AWS::CloudFront::Distribution')).map(({ properties }) => properties.DistributionConfig);

test('the portal’s REST API takes no call that does not come through CloudFront', () => {
  for (const { properties } of all(cloud.of('AWS::ApiGateway::Method', /-Portal$/))) {
    expect(properties.ApiKeyRequired).toBe(true);
  }
  const [key] = all(cloud.of('AWS::ApiGateway::ApiKey', /^prod-Portal$/));
  const [pages] = all(
    cloud.of('AWS::CloudFront::Distribution', /^prod-Portal$/)[0]?.properties.DistributionConfig.Origins,
  );
  expect(pages).toMatchObject({
    OriginCustomHeaders: [{ HeaderName: 'x-api-key', HeaderValue: key?.properties.Value }],
    CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
  });
  expect(JSON.stringify(key?.properties.Value)).toContain('{{resolve:secretsmanager:');
});

test('pages are kept nowhere on their way, static files only by names that change with their content', () => {
  const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
  for (const { DefaultCacheBehavior, CacheBehaviors } of configs()) {
    expect(DefaultCacheBehavior).toMatchObject({ CachePolicyId: cachingDisabled, Compress: false });
    expect(CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern)).toEqual(['/assets/*']);
  }
  for (const { properties } of all(cloud.of('Custom::StaticFiles'))) {
    for (const { Key } of all<{ Key: string }>(properties.Files))
      expect(Key).toMatch(/^assets\/[\w-]+-[0-9a-f]{12}\.\w+$/);
  }
});

test('CloudFront writes no log of visitors, and the REST API’s says nothing of them', () => {
  for (const config of configs()) expect(config.Logging).toBeUndefined();
  for (const { properties } of all(cloud.of('AWS::ApiGateway::Stage', /-Portal$/))) {
    expect(properties.AccessLogSetting.Format).not.toMatch(/sourceIp|userAgent|applicationId/);
  }
});

test('a host name of the platform’s own asks for TLS 1.2 at least', () => {
  const named = configs().filter(({ Aliases }) => Aliases);
  expect(named.map(({ Aliases }) => Aliases)).toEqual([['portal.int.dip.example'], ['portal.dip.example']]);
  for (const { ViewerCertificate, HttpVersion } of named) {
    expect(ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
    expect(HttpVersion).toBe('http2and3');
  }
});

test('an account asks for name and e-mail address only, and passwords can be tried by the portal’s role alone', () => {
  for (const { properties } of all(cloud.of('AWS::Cognito::UserPool'))) {
    const required = properties.Schema.filter(({ Required }: { Required: boolean }) => Required);
    expect(required.map(({ Name }: { Name: string }) => Name).sort()).toEqual(['email', 'name']);
    expect(properties.Schema).toContainEqual(expect.objectContaining({ Name: 'terms', Mutable: false }));
    expect(properties.Policies.PasswordPolicy.MinimumLength).toBe(12);
    expect(properties.UserPoolAddOns).toBeUndefined();
  }
  for (const { properties } of all(cloud.of('AWS::Cognito::UserPoolClient'))) {
    expect(properties.ExplicitAuthFlows).toEqual(['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']);
    expect(properties.AllowedOAuthFlows).toBeUndefined();
  }
});

test('the portal’s role signs nothing, reads no log and may not touch an API', () => {
  const [policy] = all(cloud.of('AWS::IAM::Policy', /^prod-Portal$/).filter(({ id }) => id.startsWith('PortalRole')));
  const statements: { Action: string | string[]; Resource: unknown }[] = policy?.properties.PolicyDocument.Statement;
  const actions = statements.flatMap(({ Action }) => Action);
  expect([...new Set(actions.map((action) => action.split(':')[0]))].sort()).toEqual([
    'apigateway',
    'cognito-idp',
    'dynamodb',
    'kms',
    'logs',
    's3',
    'ses',
  ]);
  const cryptographic = actions.filter((action) => action.startsWith('kms:'));
  expect([...new Set(cryptographic)].sort()).toEqual(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']);
  expect(actions.filter((action) => /^(s3|apigateway|cognito-idp|ses):/.test(action)).sort()).toEqual([
    'apigateway:DELETE',
    'apigateway:POST',
    'cognito-idp:AdminDeleteUser',
    'cognito-idp:AdminGetUser',
    'cognito-idp:AdminInitiateAuth',
    'cognito-idp:AdminSetUserPassword',
    'cognito-idp:AdminUpdateUserAttributes',
    's3:GetObject',
    's3:ListBucket',
    'ses:SendEmail',
  ]);
});

test('the portal sends mails as the environment’s no-reply address alone, and SES lists nobody', () => {
  const [policy] = all(cloud.of('AWS::IAM::Policy', /^prod-Portal$/).filter(({ id }) => id.startsWith('PortalRole')));
  const statements: { Action: string; Condition?: unknown }[] = policy?.properties.PolicyDocument.Statement;
  const [send] = statements.filter(({ Action }) => Action === 'ses:SendEmail');
  expect(send?.Condition).toEqual({ StringEquals: { 'ses:FromAddress': expect.stringMatching(/^no-reply@/) } });
  const [set] = all(cloud.of('AWS::SES::ConfigurationSet', /^prod-Portal$/));
  expect(set?.properties).toMatchObject({
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    SuppressionOptions: { SuppressedReasons: [] },
  });
});

test('what a function is told fits the 4 KB that Lambda allows', () => {
  for (const { stack, id, properties } of all(cloud.of('AWS::Lambda::Function'))) {
    // A reference becomes a name or an ARN of a hundred characters at most.
    const text = JSON.stringify(properties.Environment?.Variables ?? {}, (_key, value) =>
      typeof value === 'object' && value !== null && Object.keys(value).length === 1 && 'Fn::GetStackOutput' in value
        ? 'x'.repeat(100)
        : value,
    );
    expect([stack, id, text.length < 4096]).toEqual([stack, id, true]);
  }
});

describe('a stack outside the United Kingdom', () => {
  const errorsOf = (region: string, fill: (stack: Stack) => void): number => {
    const app = anApp({ context: {} });
    const stack = new Stack(app, 'Abroad', { env: { region } });
    fill(stack);
    Aspects.of(app).add(new UkOnly());
    const { messages } = app.synth({ errorOnDuplicateSynth: false }).getStackByName('Abroad');
    return messages.filter(({ level }) => level === 'error').length;
  };
  const certificate = (stack: Stack) => new Certificate(stack, 'Certificate', { domainName: 'portal.dip.example' });

  test('may hold the certificate that CloudFront takes from there', () => {
    expect(errorsOf('us-east-1', certificate)).toBe(0);
  });

  test.each([
    ['a bucket beside it', 'us-east-1', (stack: Stack) => void [certificate(stack), new Bucket(stack, 'Bucket')]],
    ['it in another region', 'eu-west-1', (stack: Stack) => void certificate(stack)],
  ])('may not hold %s', (_what, region, fill) => {
    expect(errorsOf(region, fill)).toBe(1);
  });
});
