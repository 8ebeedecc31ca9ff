import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parseApiDefinition } from '../../../domain/api-definition/parse-api-definition';
import { ApiProxy, Platform } from '../../../lib/constructs/api-proxy';
import { bundle } from '../../../scripts/bundle';
import { aThirdParty as publisher } from '../../builders';
import { anApp } from '../an-app';

function published(paths: readonly string[], title = 'Names') {
  const stack = new Stack(anApp(), 'Producer', { env: { region: 'eu-west-2' } });
  const operation = { responses: { 200: { description: 'OK' } } };
  const document = {
    openapi: '3.0.3',
    info: { title, version: '1.0.0' },
    servers: [{ url: 'https://api.example/names' }],
    paths: Object.fromEntries(paths.map((path) => [path, { get: operation }])),
  };
  const specification = parseApiDefinition({ file: 'names.json', text: JSON.stringify(document) });
  const platform = Platform.fromParameters(stack, 'int');
  const target = 'https://backend.example';
  const proxy = new ApiProxy(stack, 'Proxy', { specification, publisher, platform, target });
  return { proxy, template: Template.fromStack(stack) };
}

/** The paths of an API's resources, by the part each has and the parent it names. */
function publishedPaths(paths: readonly string[]): string[] {
  const { proxy, template } = published(paths);
  const restApi = proxy.restApi.stack.resolve(proxy.restApi.restApiId).Ref;
  const resources = new Map(Object.entries(template.findResources('AWS::ApiGateway::Resource')));
  const pathOf = (id: string): string => {
    const { PathPart, ParentId } = resources.get(id)?.Properties ?? {};
    return `${ParentId.Ref ? pathOf(ParentId.Ref) : ''}/${PathPart}`;
  };
  return [...resources].filter(([, { Properties }]) => Properties.RestApiId.Ref === restApi).map(([id]) => pathOf(id));
}

beforeAll(() => bundle());

const words = ['GET', 'POST', 'HEAD', 'ANY', 'OPTIONS', 'Resource', 'Default', 'constructor', 'toString', 'valueOf'];

test('a path may be named like a part of the construct that publishes it', () => {
  const parts = published(['/a']).proxy.restApi.node.children.map(({ node }) => node.id);
  expect(parts).toEqual(expect.arrayContaining(['Default', 'Deployment', 'ExecutionLog', 'Firewall']));
  const segments = [...new Set([...words, ...parts])].filter((part) => /^[\w.:-]+$/.test(part));
  for (let at = 0; at < segments.length; at += 6) {
    const paths = segments.slice(at, at + 6).flatMap((part) => [`/${part}`, `/a/${part}`, `/a/${part}/b`]);
    expect(publishedPaths(['/a', '/a/b', ...paths])).toEqual(expect.arrayContaining(['/a', '/a/b', ...paths]));
  }
});

test('a comma in a path is for the relay to tell, as no resource of the CDK holds it', () => {
  const paths = publishedPaths(['/a,b', '/c']);
  expect(paths).toEqual(expect.arrayContaining(['/{operation}', '/c']));
  expect(paths).not.toContain('/a,b');
});

test.each([['$', '{Token[TOKEN.5]}'].join(''), '{{resolve:secretsmanager:platform}}'])(
  'a title stands in no template, so that nothing takes %s for its own',
  (title) => {
    expect(JSON.stringify(published(['/a'], title).template.toJSON())).not.toContain(title);
  },
);
