import { Aws, CfnResource } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { rules } from '../../../lib/audit/rules';
import { PlatformFunction } from '../../../lib/constructs/functions/platform-function';
import { keptAs } from '../../../lib/constructs/storage/kept-as';
import { leavesNothing } from '../../../lib/constructs/storage/store-bucket';
import { bundle } from '../../../scripts/bundle';
import { anAudit, resourceAt } from './an-audited-platform';
import { override, type Plant, stackOf } from './planting';
import { violationsOfRecordStores } from './violations-of-record-stores';

beforeAll(() => bundle());

const mapping = 'AWS::ApiGatewayV2::ApiMapping';
const bucket = 'AWS::S3::Bucket';
const operational = 'Foundation/Stores/OperationalLogBucket';
const stream = 'Logs/AccessLogs';
const delivery = 'AWS::KinesisFirehose::DeliveryStream';
const rulesOf = 'LifecycleConfiguration.Rules';
const destination = 'ExtendedS3DestinationConfiguration';

const violations: readonly Plant[] = [
  ...violationsOfRecordStores,
  [
    'NoDataTrace',
    'a stage traces data',
    override(
      'Api-growth-charts/Proxy/growth-charts/RestApi',
      'AWS::ApiGateway::Stage',
      'MethodSettings.0.DataTraceEnabled',
      true,
    ),
  ],
  [
    'ServiceRecords',
    'a stage is traced',
    override('Api-growth-charts/Proxy/growth-charts/RestApi', 'AWS::ApiGateway::Stage', 'TracingEnabled', true),
  ],
  [
    'ServiceRecords',
    'a resource is of a type of which nobody has said what it stores',
    (app, environment) =>
      new CfnResource(stackOf(app, `${environment}-Gateway`), 'Extra', { type: 'AWS::RUM::AppMonitor' }),
  ],
  [
    'AccessLogToRedactor',
    'a stage logs to CloudWatch',
    override(
      'Api-growth-charts/Proxy/growth-charts/RestApi',
      'AWS::ApiGateway::Stage',
      'AccessLogSetting.DestinationArn',
      `arn:aws:logs:eu-west-2:${Aws.ACCOUNT_ID}:log-group:mine`,
    ),
  ],
  [
    'AccessLogToRedactor',
    'a stage has no access log',
    override('Identity/AuthorizationServer/RestApi', 'AWS::ApiGateway::Stage', 'AccessLogSetting', undefined),
  ],
  [
    'AccessLogToRedactor',
    'the stream passes nothing to the redactor',
    override(stream, delivery, `${destination}.ProcessingConfiguration.Enabled`, false),
  ],
  [
    'NoSourceBackup',
    'the stream backs up its source',
    override(stream, delivery, `${destination}.S3BackupMode`, 'Enabled'),
  ],
  [
    'NoSourceBackup',
    'the stream of producers’ logs backs up its source',
    override('Logs/FunctionLogs', delivery, `${destination}.S3BackupMode`, 'Enabled'),
  ],
  [
    'NoSourceBackup',
    'the stream of producers’ logs passes nothing to the redactor',
    override('Logs/FunctionLogs', delivery, `${destination}.ProcessingConfiguration.Enabled`, false),
  ],
  [
    'NoSourceBackup',
    'what cannot be processed goes where records are kept',
    override(stream, delivery, `${destination}.ErrorOutputPrefix`, 'failed/'),
  ],
  [
    'RetentionAgrees',
    'records go earlier than the retention file says',
    override(operational, bucket, `${rulesOf}.0.ExpirationInDays`, 60),
  ],
  [
    'RetentionAgrees',
    'a function keeps its log for a year',
    override('Gateway/AuthorizerLogs', 'AWS::Logs::LogGroup', 'RetentionInDays', 365),
  ],
  [
    'RetentionAgrees',
    'rows that should expire do not',
    override('Foundation/Stores/Replays', 'AWS::DynamoDB::Table', 'TimeToLiveSpecification', undefined),
  ],
  [
    'RetentionAgrees',
    'a store says no retention rule',
    override('Foundation/Stores/Applications', 'AWS::DynamoDB::Table', 'Tags', []),
  ],
  [
    'UkOnly',
    'a function is told of a queue abroad',
    override(
      'Logs/Redactor',
      'AWS::Lambda::Function',
      'Environment.Variables.QUEUE',
      'arn:aws:sqs:eu-west-1:111111111111:queue',
    ),
  ],
  [
    'UkOnly',
    'a bucket is replicated',
    override('Foundation/Stores/CatalogueBucket', bucket, 'ReplicationConfiguration', {
      Role: 'arn:aws:iam::111111111111:role/x',
      Rules: [],
    }),
  ],
  [
    'OwnKeys',
    'a table has no key of the platform’s own',
    override('Foundation/Stores/Registry', 'AWS::DynamoDB::Table', 'SSESpecification.KMSMasterKeyId', undefined),
  ],
  ['OwnKeys', 'a log group has none', override('Gateway/RegistrarLogs', 'AWS::Logs::LogGroup', 'KmsKeyId', undefined)],
  [
    'PointInTimeRecovery',
    'a table cannot be restored',
    override(
      'Foundation/Stores/Registry',
      'AWS::DynamoDB::Table',
      'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
      false,
    ),
  ],
  [
    'NothingPublic',
    'a bucket may be opened',
    override('Foundation/Stores/CatalogueBucket', bucket, 'PublicAccessBlockConfiguration.BlockPublicPolicy', false),
  ],
  [
    'NothingPublic',
    'anyone may invoke a function',
    override('Gateway/Authorizer', 'AWS::Lambda::Permission', 'Principal', '*'),
  ],
  [
    'NothingPublic',
    'a function has a URL without authorisation',
    (app, environment) =>
      new CfnResource(stackOf(app, `${environment}-Gateway`), 'Url', {
        type: 'AWS::Lambda::Url',
        properties: { AuthType: 'NONE', TargetFunctionArn: 'registrar' },
      }),
  ],
  [
    'NoWildcardPrincipal',
    'a key is everyone’s',
    (app, environment) => {
      const key = resourceAt(app, `${environment}-Foundation/Keys/State`, 'AWS::KMS::Key');
      key.addPropertyOverride('KeyPolicy.Statement', [
        { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: '*' },
      ]);
    },
  ],
  [
    'NoWildcardPrincipal',
    'everyone may list a bucket',
    (app, environment) => {
      const { stores } = stackOf(app, `${environment}-Foundation`) as never as { stores: { catalogue: Bucket } };
      const { catalogue } = stores;
      const principals = [new AnyPrincipal()];
      catalogue.addToResourcePolicy(
        new PolicyStatement({ principals, actions: ['s3:ListBucket'], resources: [catalogue.bucketArn] }),
      );
    },
  ],
  [
    'MethodAuthorized',
    'an operation asks nobody who calls',
    override(
      'Api-growth-charts/Proxy/growth-charts/RestApi/Default/calculation/POST',
      'AWS::ApiGateway::Method',
      'AuthorizationType',
      'NONE',
    ),
  ],
  [
    'AuthorizerCache',
    'a decision is kept for five minutes',
    override(
      'Api-growth-charts/Proxy/growth-charts/Authorizers',
      'AWS::ApiGateway::Authorizer',
      'AuthorizerResultTtlInSeconds',
      300,
    ),
  ],
  [
    'AuthorizerCache',
    'a decision is kept by default',
    override(
      'Api-growth-charts/Proxy/growth-charts/Authorizers',
      'AWS::ApiGateway::Authorizer',
      'AuthorizerResultTtlInSeconds',
      undefined,
    ),
  ],
  [
    'SignInOrigin',
    'an API answers where people sign in',
    override('Api-growth-charts/Proxy/growth-charts/RestApi', mapping, 'DomainName', 'auth.int.dip.example'),
  ],
  [
    'SignInOrigin',
    'an API stands in the place of the authorisation server',
    (app, environment) => {
      override(
        'Api-growth-charts/Proxy/growth-charts/RestApi',
        mapping,
        'DomainName',
        'auth.int.dip.example',
      )(app, environment);
      override('Api-growth-charts/Proxy/growth-charts/RestApi', mapping, 'ApiMappingKey', 'oauth2')(app, environment);
    },
  ],
  [
    'SignInOrigin',
    'the authorisation server answers for all of that host',
    override('Identity/AuthorizationServer/RestApi/SignInMapping', mapping, 'ApiMappingKey', undefined),
  ],
  [
    'NoMockIdentityProvider',
    'production has a stand-in of its own',
    (app, environment) => {
      const stack = stackOf(app, `${environment}-Identity`);
      const { logKey } = (stack as never as { surroundings: { logKey: IKey } }).surroundings;
      new PlatformFunction(stack, 'MockIdentityProvider', {
        lambda: 'mock-identity-provider',
        description: 'Stand-in',
        environment: {
          BASE_URL: 'https://example.com',
          SIGNING_KEY: 'key',
          APPLICATIONS_TABLE: 'applications',
          PLATFORM_CLIENT_ID: 'dip',
          PLATFORM_CLIENT_JWKS: '{"keys":[]}',
          PLATFORM_REDIRECT_URI: 'https://example.com/callback',
          BACKCHANNEL_LOGOUT_URL: 'https://example.com/logout',
        },
        logKey,
      });
    },
    true,
  ],
  [
    'NoMockIdentityProvider',
    'production trusts a stand-in',
    override(
      'Identity/AuthorizationServer/Server',
      'AWS::Lambda::Function',
      'Environment.Variables.IDENTITY_PROVIDERS',
      '{"nhs-cis2":{"issuer":"https://identity.dip.example/cis2"}}',
    ),
    true,
  ],
  [
    'SecretsByReference',
    'a function holds a key',
    override(
      'Gateway/Authorizer',
      'AWS::Lambda::Function',
      'Environment.Variables.MONITORING_KEY',
      'q7Zk2VbX9mLw4TnR8sYd1HcJ',
    ),
  ],
  [
    'SecretsByReference',
    'a function holds a password',
    override('Gateway/Registrar', 'AWS::Lambda::Function', 'Environment.Variables.DB_PASSWORD', 'hunter2'),
  ],
  [
    'RetentionAgrees',
    'a new bucket keeps for ever what the rule ends',
    (app, environment) => {
      const stack = stackOf(app, `${environment}-Foundation`);
      const encryptionKey = (stack as never as { keys: { state: never } }).keys.state;
      const blockPublicAccess = BlockPublicAccess.BLOCK_ALL;
      const lifecycleRules = [leavesNothing];
      keptAs(new Bucket(stack, 'Extra', { encryptionKey, blockPublicAccess, lifecycleRules }), 'serverAccessLogs');
    },
  ],
];

describe('a planted violation is found by its rule, and by no other of the platform’s own', () => {
  const cases = violations.map(([rule, violation, plant, production]) => {
    return { rule, violation, plant, environment: production ? 'prod' : 'int' };
  });

  test.each(cases)('$rule: $violation', ({ rule, plant, environment }) => {
    const { failures } = anAudit({ environment, plant: (app) => plant(app, environment), ownLawsAlone: true });
    const own = failures.filter((finding) => finding.rule.startsWith('DipChecks-'));
    expect([...new Set(own.map((finding) => finding.rule))]).toEqual([`DipChecks-${rule}`]);
    for (const { reason, resource, control } of own) {
      expect(reason.length).toBeGreaterThan(10);
      expect(resource).toMatch(new RegExp(`^${environment}-`));
      expect(control).toMatch(/^NCSC \d/);
    }
  });

  test('every rule has a violation planted', () => {
    const planted = new Set(violations.map(([rule]) => rule));
    expect(rules.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });
});
