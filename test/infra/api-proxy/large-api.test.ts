import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { context } from '../../../cdk.json';
import { parseApiDefinition } from '../../../domain/api-definition/parse-api-definition';
import { ApiProxy, Platform } from '../../../lib/constructs/api-proxy';
import type { ReadApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { bundle } from '../../../scripts/bundle';
import { aLargeApi } from '../../a-large-api';
import { aThirdParty as publisher } from '../../builders';
import { anApp } from '../an-app';

const ofOperations = (operations: number): ReadApiDefinition =>
  parseApiDefinition({ file: 'large.json', text: JSON.stringify(aLargeApi({ operations })) });

function aProducersStack(app = anApp()) {
  const stack = new Stack(app, 'Producer', { env: { region: 'eu-west-2' } });
  const platform = Platform.fromParameters(stack, 'int');
  const publish = (specification: ReadApiDefinition, id = 'Proxy') =>
    new ApiProxy(stack, id, { specification, publisher, platform });
  return { stack, publish };
}

function templateOf(specification: ReadApiDefinition, app?: App) {
  const { stack, publish } = aProducersStack(app);
  publish(specification);
  return Template.fromStack(stack);
}

const kinds = (template: Template, type: string) => Object.values(template.findResources(type));
const size = (template: Template) => ({
  resources: Object.keys(template.toJSON().Resources).length,
  bytes: JSON.stringify(template.toJSON(), undefined, 1).length,
});

beforeAll(() => bundle());

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const cloudFormation = { resources: 500, bytes: 1_000_000 };

test.each([60, 80, 120, 160, 1000, 2000])(
  'a producer’s own stack holds an API of %i operations, its sandbox and something of the producer’s',
  (operations) => {
    const { resources, bytes } = size(templateOf(ofOperations(operations)));
    expect(resources).toBeLessThan(cloudFormation.resources - 20);
    expect(bytes).toBeLessThan(cloudFormation.bytes);
  },
  120_000,
);

describe('an API of a thousand operations', () => {
  let template: Template;
  beforeAll(() => {
    // Validated, as a producer's synthesis is.
    template = templateOf(ofOperations(1000), new App({ context }));
  }, 120_000);

  test('has two methods, and each asks at every call', () => {
    const methods = kinds(template, 'AWS::ApiGateway::Method');
    // Of the API and of its sandbox.
    expect(methods).toHaveLength(4);
    for (const { Properties } of methods) {
      expect(Properties).toMatchObject({ HttpMethod: 'ANY', AuthorizationType: 'CUSTOM' });
    }
    const authorizers = kinds(template, 'AWS::ApiGateway::Authorizer');
    expect(authorizers).toHaveLength(2);
    for (const { Properties } of authorizers) {
      expect(Properties).toMatchObject({ Type: 'REQUEST', AuthorizerResultTtlInSeconds: 0 });
      expect(Properties.IdentitySource ?? '').toBe('');
    }
  });

  test('takes the path template of a record from what the authoriser says', () => {
    const stages = kinds(template, 'AWS::ApiGateway::Stage').map(
      ({ Properties }) => Properties.AccessLogSetting.Format,
    );
    for (const format of stages) expect(format).toContain('"route":"$context.authorizer.route"');
    expect(stages.join()).not.toContain('$context.path');
  });

  test('tells the authoriser that it cannot tell its operations apart', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', { Variables: { api: 'large', form: 'greedy' } });
  });

  test('counts applications, and lets through what counts against none', () => {
    const plans = kinds(template, 'AWS::ApiGateway::UsagePlan').map(({ Properties }) => Properties);
    expect(plans.map(({ Throttle }) => Throttle !== undefined).sort()).toEqual([false, true]);
    const [key] = kinds(template, 'AWS::ApiGateway::ApiKey');
    expect(JSON.stringify(key?.Properties.Value)).toMatch(/opencallsofrestapi.*RestApi/);
    expect(kinds(template, 'AWS::ApiGateway::UsagePlanKey')).toHaveLength(1);
  });

  test('says in its template how many operations stand behind, and how many of them are open', () => {
    const behind = kinds(template, 'AWS::ApiGateway::Method').map(({ Metadata }) => Metadata['dip:operations']);
    expect(behind.map(({ declared, open }) => [declared, open]).sort()).toEqual([
      [1000, 100],
      [1000, 100],
      [1000, 1000],
      [1000, 1000],
    ]);
  });
});

test('an API that grows keeps its REST API, its sandbox, its usage plan and its registration', () => {
  const kept = [
    'AWS::ApiGateway::RestApi',
    'AWS::ApiGatewayV2::ApiMapping',
    'AWS::Lambda::Function',
    'Custom::ApiRegistration',
  ];
  const idsOf = (operations: number) => {
    const template = templateOf(ofOperations(operations));
    return kept.map((type) => Object.keys(template.findResources(type)));
  };
  const [small, sandboxed, large] = [20, 60, 1000].map(idsOf);
  expect(sandboxed).toEqual(small);
  expect(large).toEqual(small);
}, 120_000);

test('a stack in which there is no room says of which API, and what to do', () => {
  const { stack, publish } = aProducersStack();
  publish(ofOperations(120));
  for (let number = 0; number < 200; number += 1) new Topic(stack, `Topic${number}`);
  expect(() => App.of(stack)?.synth()).toThrow(
    /the stack has 5\d\d resources, \d+ of them of the API large, and CloudFormation takes 500: give the API a stack of its own/,
  );
}, 120_000);
