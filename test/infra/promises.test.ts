import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { cdk as commandLine } from '../../scripts/command-line';
import { anEmptyAccount } from './an-empty-account';
import { type Synthesised, synthesised } from './synthesised';

let cloud: Synthesised;

beforeAll(async () => {
  cloud = await synthesised();
}, 300_000);

const all = <T>(list: readonly T[]): readonly T[] => {
  expect(list.length).toBeGreaterThan(0);
  return list;
};
const actionsOf = (statement: { Action: string | string[] }) => [statement.Action].flat();

describe('the environments', () => {
  test('all four synthesise, with every stack that the contract names', () => {
    for (const environment of ['local', 'internal-dev', 'int', 'prod']) {
      for (const stack of ['Foundation', 'Identity', 'Gateway', 'Logs', 'Portal']) {
        expect(cloud.stacks).toContain(`${environment}-${stack}`);
      }
    }
    expect(cloud.stacks).toContain('local-Api-hello-world');
    expect(cloud.stacks).toContain('int-Api-growth-charts');
  });

  test('production holds no API that has not gone live, no sandbox and no mock identity provider', () => {
    const production = cloud.resources.filter(({ stack }) => stack.startsWith('prod-'));
    expect(all(production).filter(({ id }) => /Sandbox|Mock/.test(id))).toEqual([]);
    expect(cloud.stacks.filter((stack) => stack.startsWith('prod-Api-'))).toEqual(['prod-Api-hello-world']);
  });

  test('no rule of the AwsSolutions pack or of CDK is broken', () => {
    expect(cloud.findings).toEqual([]);
    expect(cloud.resources.length).toBeGreaterThan(500);
  });
});

describe('the command line that users run', () => {
  /** Beside this process, which answers as the account. */
  async function cdk(...args: string[]) {
    const account = await anEmptyAccount();
    const child = spawn(commandLine, [...args, '--app', cloud.folder], {
      env: { ...process.env, ...account.environment },
    });
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const [status] = await once(child, 'close');
    account.close();
    return { status, said: (await said).join(''), calls: account.calls };
  }

  test('adds its metadata to stacks, and every law holds with it', () => {
    const stacks = all(cloud.of('AWS::CDK::Metadata')).map(({ stack }) => stack);
    expect(stacks).toEqual(expect.arrayContaining(['prod-PortalCertificate', 'int-PortalCertificate', 'Pipeline']));
  });

  test('lists every stack of every environment', async () => {
    const { status, said } = await cdk('list');
    expect(status).toBe(0);
    expect(said.split('\n')).toEqual(expect.arrayContaining([...cloud.stacks]));
  }, 60_000);

  test('tells what is new in an account that holds nothing', async () => {
    const { status, said } = await cdk('diff', '*-PortalCertificate', 'Pipeline');
    expect([status, said]).toEqual([0, expect.stringContaining('Number of stacks with differences: 3')]);
  }, 60_000);

  test('deploys until the account refuses, and asks it for nothing but what it has and the roles of its bootstrap', async () => {
    const { status, calls } = await cdk('deploy', '--all', '--require-approval', 'never');
    expect(status).toBe(1);
    expect(calls).toContain('AssumeRole cdk-hnb659fds-deploy-role-111122223333-eu-west-2');
  }, 60_000);
});

describe('acknowledgements', () => {
  test('each suppresses a finding that is really there', () => {
    const idle = all(cloud.acknowledgements).filter(
      ({ path, id }) =>
        !cloud.suppressed.some(
          ({ acknowledgedId, violatingConstructs }) =>
            acknowledgedId === id && violatingConstructs.some(({ constructPath }) => constructPath.startsWith(path)),
        ),
    );
    expect(idle).toEqual([]);
  });

  test('each bears the qualified id, which alone reports show, and a reason', () => {
    for (const { id, reason } of all(cloud.acknowledgements)) {
      expect(id).toMatch(/^(AwsSolutions|DipChecks)::\1-/);
      expect(reason.length).toBeGreaterThan(20);
    }
  });
});

describe('a reason that states a fact', () => {
  const reasons = (id: RegExp, path = /./) =>
    cloud.acknowledgements.filter((one) => id.test(one.id) && path.test(one.path)).map(({ reason }) => reason);

  test('says who checks requests, and claims it of no relay', () => {
    for (const reason of all(reasons(/APIG2$/, /Proxy\/[^/]+\/RestApi$/)))
      expect(reason).toMatch(/the target behind it validates/);
    for (const reason of all(reasons(/APIG2$/, /Sandbox/))) expect(reason).toMatch(/sandbox checks every request/);
    expect(all(reasons(/APIG2$/)).filter((reason) => /behind every method validates/.test(reason))).toEqual([]);
  });

  test('names every action that a wildcard excuses', () => {
    for (const reason of all(reasons(/IAM5\[Resource::/)))
      expect(reason).toMatch(/\([a-z0-9-]+:\w+(, [a-z0-9-]+:\w+)*\)$/);
  });

  test('offers no second factor where no page does', () => {
    const pages = readdirSync(join(__dirname, '../../portal'), { recursive: true, encoding: 'utf8' });
    const offered = pages.some((file) => /mfa|second-factor|totp/i.test(file));
    for (const reason of all(reasons(/COG2$/))) expect(/No page/.test(reason)).toBe(!offered);
  });

  test('claims no tracing, which there is none of', () => {
    expect(all(cloud.acknowledgements).filter(({ reason }) => /x-?ray/i.test(reason))).toEqual([]);
  });
});

describe('the gateway', () => {
  test('every method of an API is authorised, or is one the file declares open or the platform answers itself', () => {
    const open = all(cloud.of('AWS::ApiGateway::Method', /-Api-/)).filter(
      ({ id, properties }) => !id.includes('Sandbox') && properties.AuthorizationType !== 'CUSTOM',
    );
    const platform = /ping(GET|HEAD)|OPTIONS|proxyANY|RestApiANY/;
    const declared = /RestApihelloworld(GET|HEAD)/;
    expect(all(open).filter(({ id }) => !platform.test(id) && !declared.test(id))).toEqual([]);
  });

  test('every authorised method counts against the application, except _status', () => {
    for (const { id, properties } of all(cloud.of('AWS::ApiGateway::Method'))) {
      if (properties.AuthorizationType !== 'CUSTOM') continue;
      expect([id, properties.ApiKeyRequired]).toEqual([id, /status(GET|HEAD)/.test(id) ? undefined : true]);
    }
  });

  test('an authoriser’s answer is kept for 60 seconds at most, and only by the credential it was for', () => {
    for (const { properties } of all(cloud.of('AWS::ApiGateway::Authorizer'))) {
      expect([0, 60]).toContain(properties.AuthorizerResultTtlInSeconds);
      if (properties.AuthorizerResultTtlInSeconds === 0) continue;
      expect(['method.request.header.Authorization', 'method.request.header.apikey']).toContain(
        properties.IdentitySource,
      );
    }
  });

  test('no stage writes traces of any kind; each is logged to the redacting stream, throttled and behind the firewall', () => {
    const stages = all(cloud.of('AWS::ApiGateway::Stage'));
    for (const { properties } of stages) {
      const [settings] = properties.MethodSettings;
      expect(settings).toMatchObject({ DataTraceEnabled: false, LoggingLevel: 'ERROR', MetricsEnabled: false });
      expect(settings.ThrottlingRateLimit).toBeGreaterThan(0);
      expect(properties.TracingEnabled).toBe(false);
      expect(JSON.stringify(properties.AccessLogSetting.DestinationArn)).toMatch(/AccessLogs/);
      expect(properties.AccessLogSetting.Format).not.toMatch(/context\.path\b|apiKey"|authorizer\.identity/);
    }
    expect(cloud.of('AWS::WAFv2::WebACLAssociation')).toHaveLength(stages.length);
  });

  test('an API with a host name of its own answers nowhere else', () => {
    for (const { stack, properties } of all(cloud.of('AWS::ApiGateway::RestApi', /-(?!Portal$)\w+$/))) {
      expect([stack, properties.DisableExecuteApiEndpoint]).toEqual([stack, !stack.startsWith('internal-dev-')]);
    }
    for (const { properties } of all(cloud.of('AWS::ApiGateway::DomainName'))) {
      expect(properties.SecurityPolicy).toBe('TLS_1_2');
    }
  });

  test('the firewall stores no request', () => {
    expect(cloud.of('AWS::WAFv2::LoggingConfiguration')).toEqual([]);
    for (const { properties } of all(cloud.of('AWS::WAFv2::WebACL'))) {
      expect(JSON.stringify(properties)).not.toContain('"SampledRequestsEnabled":true');
    }
  });

  test('a refusal by the gateway never says why a library refused', () => {
    for (const { properties } of all(cloud.of('AWS::ApiGateway::GatewayResponse'))) {
      expect(JSON.stringify(properties)).not.toMatch(/context\.error|validationErrorString/);
      expect(properties.ResponseParameters).toMatchObject({
        'gatewayresponse.header.X-Request-ID': 'method.request.header.X-Request-ID',
        'gatewayresponse.header.X-Gateway-Request-ID': 'context.requestId',
        'gatewayresponse.header.X-Content-Type-Options': "'nosniff'",
        'gatewayresponse.header.Content-Security-Policy': "'sandbox'",
      });
    }
  });
});

describe('stored data', () => {
  test('operational logs are gone after 90 days, what was never redacted after 3, and neither moves elsewhere first', () => {
    for (const { properties } of all(cloud.of('AWS::S3::Bucket').filter(({ id }) => id.includes('OperationalLog')))) {
      const rules = properties.LifecycleConfiguration.Rules;
      expect(
        rules.map((rule: { Prefix?: string; ExpirationInDays: number }) => [rule.Prefix, rule.ExpirationInDays]),
      ).toEqual([
        [undefined, 90],
        ['errors/', 3],
      ]);
      expect(JSON.stringify(rules)).not.toContain('Transition');
      for (const rule of rules) {
        expect(rule.NoncurrentVersionExpiration).toEqual({ NoncurrentDays: 1 });
        expect(rule.AbortIncompleteMultipartUpload).toEqual({ DaysAfterInitiation: 1 });
      }
      expect(properties.VersioningConfiguration).toBeUndefined();
      expect(properties.ReplicationConfiguration).toBeUndefined();
    }
  });

  test('access records and producers’ logs pass the redactor, and no stream keeps no copy of what went in', () => {
    for (const { properties } of all(cloud.of('AWS::KinesisFirehose::DeliveryStream'))) {
      expect(properties.DeliveryStreamName).toMatch(/^(amazon-apigateway-dip|dip-function-logs)-/);
      const destination = properties.ExtendedS3DestinationConfiguration;
      expect(destination).toMatchObject({ S3BackupMode: 'Disabled', ProcessingConfiguration: { Enabled: true } });
      expect(destination.ErrorOutputPrefix).toMatch(/^errors\//);
      expect(properties.DeliveryStreamEncryptionConfigurationInput.KeyType).toBe('CUSTOMER_MANAGED_CMK');
    }
  });

  test('every bucket is private, encrypted, owner-enforced and reached over TLS only', () => {
    for (const { id, stack, properties } of all(cloud.of('AWS::S3::Bucket'))) {
      expect(Object.values(properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
      expect(properties.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
      const [{ ServerSideEncryptionByDefault: encryption }] =
        properties.BucketEncryption.ServerSideEncryptionConfiguration;
      // What S3 itself delivers cannot bear another key, and what everyone may read needs none.
      expect(encryption.SSEAlgorithm).toBe(/ServerAccessLog|StaticFiles/.test(id) ? 'AES256' : 'aws:kms');
      const policy = cloud
        .of('AWS::S3::BucketPolicy')
        .find((one) => one.stack === stack && one.properties.Bucket.Ref === id);
      expect(JSON.stringify(policy?.properties)).toContain('"aws:SecureTransport":"false"');
    }
  });

  test('every table is encrypted with the platform’s key and can be restored', () => {
    for (const { properties } of all(cloud.of('AWS::DynamoDB::Table'))) {
      expect(properties.SSESpecification.SSEType).toBe('KMS');
      expect(properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
      expect(properties.BillingMode).toBe('PAY_PER_REQUEST');
    }
  });

  test('production keeps its state when a stack goes', () => {
    const stateful = /DynamoDB::Table|S3::Bucket$|KMS::Key|SecretsManager::Secret|Cognito::UserPool$/;
    for (const { id, stack, type, deletionPolicy } of cloud.resources) {
      // Static files are made again by any deployment, alarm messages are gone once they are sent, and without the key
      // of marks nothing is lost but what links them.
      if (!stack.startsWith('prod-') || !stateful.test(type) || /^(StaticFiles|AlarmsKey|MarkKey)/.test(id)) continue;
      expect([id, deletionPolicy]).toEqual([id, 'RetainExceptOnCreate']);
    }
  });

  test('a first deployment that failed leaves nothing that a second one would meet', () => {
    for (const { id, stack, type, properties, deletionPolicy } of cloud.resources) {
      expect([stack, id, deletionPolicy]).not.toEqual([stack, id, 'Retain']);
      expect([stack, id, properties.DeletionProtectionEnabled ?? false]).toEqual([stack, id, false]);
      expect([stack, id, properties.DeletionProtection ?? 'INACTIVE']).toEqual([stack, id, 'INACTIVE']);
      if (deletionPolicy !== 'RetainExceptOnCreate' || type === 'AWS::ApiGateway::Account') continue;
      // What is kept bears a name that the next of its kind does not have: CloudFormation's, or one of its stack's id.
      const names = Object.entries(properties).filter(([key]) => /^(\w*Name|AliasName)$/.test(key));
      for (const [key, name] of names)
        expect([id, key, JSON.stringify(name)]).toEqual([id, key, expect.stringContaining('AWS::StackId')]);
    }
  });

  test('keys that can rotate do', () => {
    for (const { properties } of all(cloud.of('AWS::KMS::Key'))) {
      // https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html: neither asymmetric nor HMAC keys.
      expect(properties.EnableKeyRotation).toBe(properties.KeySpec ? undefined : true);
    }
  });
});

describe('functions', () => {
  test('run on Node.js 24 and arm64, untraced, each with an encrypted log group that expires', () => {
    for (const { properties } of all(cloud.of('AWS::Lambda::Function'))) {
      expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(properties.TracingConfig).toBeUndefined();
      expect(properties.LoggingConfig.LogGroup).toBeDefined();
    }
    for (const { id, properties } of all(cloud.of('AWS::Logs::LogGroup'))) {
      expect(properties.RetentionInDays).toBe(/^ReadingTrailWatched/.test(id) ? 7 : 30);
      expect(properties.KmsKeyId).toBeDefined();
    }
  });

  test('each key signs for one function, and only what asks for identities opens them', () => {
    type Statement = { Effect: string; Action: string | string[]; Resource: unknown };
    const may = (action: string, key: RegExp, stack = /^int-/) =>
      cloud
        .of('AWS::IAM::Policy', stack)
        .filter(({ properties }) =>
          (properties.PolicyDocument.Statement as Statement[]).some(
            ({ Effect, Action, Resource }) =>
              Effect === 'Allow' && [Action].flat().includes(action) && key.test(JSON.stringify(Resource)),
          ),
        )
        .map(({ id }) => id.replace(/DefaultPolicy.*/, ''))
        .sort();
    const signsAccessTokens = /AuthorizationServerSigningKeys/;
    const provesThePlatform = /AuthorizationServerRelyingParty/;
    expect(may('kms:Sign', signsAccessTokens)).toEqual(['AuthorizationServerServerRole']);
    expect(may('kms:Sign', provesThePlatform)).toEqual(['AuthorizationServerSignInRole']);
    expect(may('kms:Sign', /./)).toHaveLength(3);
    const opensIdentities = (stack: RegExp) => may('kms:Decrypt', /IdentityKey/, stack);
    expect(opensIdentities(/^int-Identity/)).toEqual(['AuthorizationServerSignInRole']);
    expect(opensIdentities(/^int-Api-growth-charts/)).toEqual([]);
  });

  test.each<[string, RegExp, readonly string[]]>([
    ['redacted logs', /^int-Logs/, ['RedactorRole']],
    ['the authorisation server', /^int-Identity/, ['AuthorizationServerServerRole', 'AuthorizationServerSignInRole']],
  ])('only those who make the marks of %s derive their key, and the key itself says so', (_of, stack, roles) => {
    const derivers = all(cloud.of('AWS::IAM::Policy', /^int-/)).filter(({ stack: its, properties }) => {
      return stack.test(its) && /kms:(GenerateMac|VerifyMac|\*)/.test(JSON.stringify(properties));
    });
    expect(derivers.map(({ id }) => id.replace(/DefaultPolicy.*/, ''))).toEqual(roles);
    const keys = cloud.of('AWS::KMS::Key', stack).filter(({ properties }) => properties.KeySpec === 'HMAC_256');
    expect(keys.map(({ properties }) => properties.KeyPolicy.Statement)).toEqual([
      expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: ['kms:GenerateMac', 'kms:VerifyMac'],
          Condition: {
            ArnNotEquals: {
              'aws:PrincipalArn': roles.map((role) => ({ 'Fn::GetAtt': [expect.stringMatching(`^${role}`), 'Arn'] })),
            },
          },
        }),
      ]),
    ]);
  });

  test('nobody else derives a key of marks', () => {
    const stacks = all(cloud.of('AWS::IAM::Policy'))
      .filter(({ properties }) => /kms:(GenerateMac|VerifyMac|\*)/.test(JSON.stringify(properties)))
      .map(({ stack }) => stack.replace(/^.*-/, ''));
    expect([...new Set(stacks)].sort()).toEqual(['Identity', 'Logs']);
  });

  test('no policy allows every action, and none every resource', () => {
    for (const { properties } of all(cloud.of('AWS::IAM::Policy'))) {
      for (const statement of properties.PolicyDocument.Statement) {
        expect(actionsOf(statement).filter((action) => action.includes('*'))).toEqual([]);
        if (statement.Effect === 'Deny') continue;
        expect([statement.Resource].flat()).not.toContain('*');
      }
    }
  });

  test('applications publish their keys on the internet, and on this machine in the local environment alone', () => {
    const local = new Set<string>();
    for (const { stack, properties } of all(cloud.of('AWS::Lambda::Function'))) {
      if (properties.Environment?.Variables?.LOCAL_KEY_SETS === 'true') local.add(stack);
    }
    expect([...local].sort()).toEqual(['local-Identity', 'local-Portal']);
  });

  test('API Gateway may invoke a relay for its own API only', () => {
    for (const { stack, properties } of all(cloud.of('AWS::Lambda::Permission', /-Api-/))) {
      expect([stack, properties.Principal]).toEqual([stack, 'apigateway.amazonaws.com']);
      expect(JSON.stringify(properties.SourceArn)).toMatch(/RestApi/);
    }
  });
});

test('everything is in the United Kingdom, but for the certificate that CloudFront takes from elsewhere', () => {
  const elsewhere = /\b(us|eu|ap|ca|sa|me|af)-(?!west-2)(north|south|east|west|central)[a-z]*-\d\b/;
  // A deployment of that certificate assumes the deployment roles of its region.
  const itsRoles = /"-us-east-1"/g;
  for (const { stack, type, properties } of cloud.resources) {
    if (type === 'AWS::CloudFront::Distribution') delete properties.DistributionConfig.ViewerCertificate;
    const text = JSON.stringify(properties);
    expect(stack === 'Pipeline' ? text.replaceAll(itsRoles, '') : text).not.toMatch(elsewhere);
  }
  const abroad = all(cloud.resources.filter(({ stack }) => stack.endsWith('-PortalCertificate')));
  for (const { type } of abroad) expect(type).toMatch(/^AWS::(CertificateManager::Certificate|CDK::Metadata)$/);
});

test('what holds state keeps its logical id', () => {
  const stateful = /DynamoDB::Table|S3::Bucket$|KMS::Key|SecretsManager::Secret|KinesisFirehose|Cognito::UserPool$/;
  const ids = cloud.resources
    .filter(({ stack, type }) => stack.startsWith('prod-') && stateful.test(type))
    .map(({ stack, id }) => `${stack} ${id}`);
  expect(ids.sort()).toMatchSnapshot();
});
