import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { context } from '../../../cdk.json';
import { environmentSchema } from '../../../lib/config/environment';
import { environmentNamed, environments } from '../../../lib/config/environments';
import { localEnvironment } from '../../../lib/config/local-environment';
import { ApiProxy, type ApiProxyProps, Platform } from '../../../lib/constructs/api-proxy';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { EnvironmentStacks } from '../../../lib/stacks/environment-stacks';
import { bundle } from '../../../scripts/bundle';
import { aThirdParty as publisher } from '../../builders';

const growthCharts = join(__dirname, '../../../apis/growth-charts/openapi.yaml');
const helloWorld = join(__dirname, '../../../apis/hello-world/openapi.yaml');
const target = 'https://backend.example';

function publish(environment: string, props: Partial<ApiProxyProps>) {
  const stack = new Stack(new App({ context }), 'Producer', { env: { region: 'eu-west-2' } });
  const platform = Platform.fromParameters(stack, environment);
  const stated = { specification: growthCharts, publisher, target, platform };
  const proxy = new ApiProxy(stack, 'Proxy', { ...stated, ...props });
  return { proxy, platform, template: () => Template.fromStack(stack) };
}

beforeAll(() => bundle());

test('two APIs of one stack cannot have one base path or one name, and the message says which', () => {
  const twins = (second: Partial<ApiProxyProps>) => {
    const { proxy, platform } = publish('int', {});
    const stated = { specification: growthCharts, publisher, target, platform };
    return () => new ApiProxy(Stack.of(proxy), 'Twin', { ...stated, ...second });
  };
  expect(twins({})).toThrow(/Producer\/Twin publishes "growth-charts" at \/growth-charts, which Producer\/Proxy/);
  expect(twins({ name: 'other' })).toThrow('at /growth-charts');
  expect(twins({ name: 'growth-charts', basePath: '/other' })).toThrow('publishes "growth-charts"');
  expect(twins({ name: 'other', basePath: '/other' })).not.toThrow();
});

test('a renamed construct keeps the logical ids of what one API can hold only once', () => {
  const idsOf = (id: string) => {
    const stack = new Stack(new App({ context }), 'Producer', { env: { region: 'eu-west-2' } });
    const platform = Platform.fromParameters(stack, 'int');
    new ApiProxy(stack, id, { specification: growthCharts, publisher, target, platform });
    const template = Template.fromStack(stack);
    return ['AWS::ApiGatewayV2::ApiMapping', 'Custom::ApiRegistration'].map((type) =>
      Object.keys(template.findResources(type)),
    );
  };
  expect(idsOf('Renamed')).toEqual(idsOf('Proxy'));
});

describe('a producer’s own repository', () => {
  test('publishes an API in one statement, with what the environment says in its parameters', () => {
    const { proxy, template } = publish('int', {});
    const names = Object.values(template().findParameters('*', { Type: 'AWS::SSM::Parameter::Value<String>' }))
      .map(({ Default }) => Default)
      .filter((name) => name.startsWith('/dip/'));
    expect(names).toContain('/dip/int/AuthorizerArn');
    expect(names).toContain('/dip/int/RegistrarArn');
    expect(proxy.definition.name).toBe('growth-charts');
    template().hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      DomainName: 'api.int.dip.example',
      ApiMappingKey: 'growth-charts',
    });
    template().hasResourceProperties('Custom::ApiRegistration', { Api: 'growth-charts', Anonymous: 'false' });
  });

  test('hands over a definition that it has already read', () => {
    const specification = readApiDefinition({ file: helloWorld });
    expect(publish('int', { specification }).proxy.definition).toBe(specification.definition);
  });

  test('has no sandbox where it wants none, and then half the REST APIs', () => {
    const { proxy, template } = publish('int', { sandbox: false });
    expect(proxy.sandbox).toBeUndefined();
    template().resourceCountIs('AWS::ApiGateway::RestApi', 1);
  });

  test('of an API that calls itself anonymous keeps no field that says who called', () => {
    const { template } = publish('int', { anonymous: true });
    for (const { Properties } of Object.values(template().findResources('AWS::ApiGateway::Stage'))) {
      expect(Properties.AccessLogSetting.Format).not.toMatch(/sourceIp|applicationId|userAgent/);
    }
  });
});

test.each(['pseudonym', 'truncated', 'whole'] as const)(
  'an environment that keeps of a caller’s address: %s, tells the redactor and the privacy notice',
  (clientAddress) => {
    const app = new App({ context });
    new EnvironmentStacks(app, { ...environmentNamed('int'), clientAddress });
    for (const stack of ['int-Logs', 'int-Portal']) {
      Template.fromStack(app.node.findChild(stack) as Stack).hasResourceProperties('AWS::Lambda::Function', {
        Environment: { Variables: Match.objectLike({ CLIENT_ADDRESS: clientAddress }) },
      });
    }
  },
);

test('an environment that would keep a caller’s address in another way is refused, and told which ways there are', () => {
  const { error } = environmentSchema.safeParse({ ...environmentNamed('int'), clientAddress: 'hashed' });
  expect(error?.issues).toMatchObject([{ path: ['clientAddress'], values: ['pseudonym', 'truncated', 'whole'] }]);
  const { clientAddress: _, ...silent } = environmentNamed('int');
  expect(environmentSchema.parse(silent).clientAddress).toBe('pseudonym');
});

describe('the log of a producer’s own function', () => {
  const subscribed = (props: Partial<ApiProxyProps>) => {
    const { proxy, template } = publish('int', props);
    proxy.redactLogs(LogGroup.fromLogGroupName(proxy, 'Backend', '/aws/lambda/backend'));
    return template();
  };

  test('goes to the redactor with one line, under the API’s name and in a role that may do nothing else', () => {
    const template = subscribed({});
    template.hasResourceProperties('AWS::Logs::SubscriptionFilter', {
      FilterName: 'dip/growth-charts',
      FilterPattern: '',
      LogGroupName: '/aws/lambda/backend',
    });
    const [stream] = Object.entries(template.findParameters('*', { Default: '/dip/int/FunctionLogStreamArn' }));
    const [[, filter] = []] = Object.entries(template.findResources('AWS::Logs::SubscriptionFilter'));
    expect(filter?.Properties.DestinationArn).toEqual({ Ref: stream?.[0] });
    const policies = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
    expect(policies.filter(({ Action }) => String(Action).includes('firehose'))).toEqual([
      { Effect: 'Allow', Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'], Resource: { Ref: stream?.[0] } },
    ]);
  });

  test('of an API that calls itself anonymous says so to the redactor', () => {
    subscribed({ anonymous: true }).hasResourceProperties('AWS::Logs::SubscriptionFilter', {
      FilterName: 'dip/growth-charts/anonymous',
    });
  });
});

describe('a publication is refused, naming the API, the field and the fix', () => {
  const refusals: readonly [why: string, environment: string, props: Partial<ApiProxyProps>, message: RegExp][] = [
    [
      'a third party without a data controller',
      'int',
      { publisher: { organisation: 'Example Trust', thirdParty: true, legalBasis: 'UK GDPR Article 6(1)(e)' } },
      /growth-charts: publisher\.dataController is missing/,
    ],
    [
      'a third party without a legal basis',
      'int',
      { publisher: { organisation: 'Example Trust', thirdParty: true, dataController: 'Example Trust' } },
      /growth-charts: publisher\.legalBasis is missing/,
    ],
    ['production without go-live', 'prod', {}, /growth-charts: goLive is missing/],
    ['a longer log retention', 'int', { logRetentionHours: 2161 }, /growth-charts: logRetentionHours is 2161.*2160/],
    ['a log retention of nothing', 'int', { logRetentionHours: 0 }, /growth-charts: logRetentionHours is 0/],
    [
      "a caller's header that no API may pass on",
      'int',
      { requestHeaders: ['X-Own', 'X-Forwarded-User'] },
      /growth-charts: requestHeaders names "X-Forwarded-User"/,
    ],
    [
      'a header of answers that speaks for the host',
      'int',
      { responseHeaders: ['Service-Worker-Allowed'] },
      /growth-charts: responseHeaders names "Service-Worker-Allowed"/,
    ],
    ['a header that is none', 'int', { responseHeaders: ['X Own'] }, /growth-charts: responseHeaders names "X Own"/],
    ['a target over http', 'int', { target: 'http://backend.example' }, /growth-charts: target is "http:.*https/],
    ['a target that is no URL', 'int', { target: 'backend' }, /growth-charts: target is "backend".*https URL/],
    ['a specification that is not there', 'int', { specification: 'nowhere.yaml' }, /nowhere\.yaml/],
    [
      'an environment that there is none of',
      'live',
      {},
      /no environment "live"; the environments are local, internal-dev/,
    ],
  ];

  test.each(refusals)('%s', (_why, environment, props, message) => {
    expect(() => publish(environment, props)).toThrow(message);
  });
});

describe('environments', () => {
  const int = environmentNamed('int');

  test('another is one more entry: every stack and name follows from it', () => {
    const app = new App({ context });
    const stacks = new EnvironmentStacks(app, { ...int, name: 'ref', domain: { name: 'ref.dip.example' } });
    stacks.publish({ specification: helloWorld, publisher });
    const names = app.node.children.map(({ node }) => node.id);
    const stackNames = [
      'Api-hello-world',
      'Foundation',
      'Gateway',
      'Identity',
      'Logs',
      'Operations',
      'Portal',
      'PortalCertificate',
    ];
    expect(names.filter((name) => name.startsWith('ref-')).sort()).toEqual(stackNames.map((name) => `ref-${name}`));
  });

  test('stand in path-to-live order', () => {
    expect(environments().map(({ name }) => name)).toEqual(['local', 'internal-dev', 'int', 'prod']);
  });

  const broken = [
    ['production with mock identity providers', { production: true, sandbox: false }, /real identity providers/],
    ['a region abroad', { region: 'us-east-1' }, /eu-west-2/],
    ['an account that is no account', { account: '12' }, /account/],
  ] as const;

  test.each(broken)('are refused: %s', (_why, change, message) => {
    expect(() => environments({ ...int, ...change } as typeof int)).toThrow(message);
  });

  test('on this machine, every target is the built-in backend or the one asked for', () => {
    const [local] = environments(localEnvironment({ port: 9000 }));
    expect(local?.targetUrl).toBe('http://127.0.0.1:9004/_dip/backend/{api}');
    expect(localEnvironment({ backend: 'http://127.0.0.1:5000' }).targetUrl).toBe('http://127.0.0.1:5000');
  });
});
