import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { context } from '../cdk.json';
import { ApiStack } from '../lib/api-stack';

const stack = new ApiStack(new App({ context }), 'int');
const template = Template.fromStack(stack);
const { operations, name, basePath } = stack.proxy.definition;

test('the API is registered under its name and base path', () => {
  template.hasResourceProperties('Custom::ApiRegistration', { Api: name, BasePath: basePath });
});

test('what the file restricts is authorised at the gateway', () => {
  const restricted = operations.some(({ access }) => access.length > 0);
  const authorised = template.findResources('AWS::ApiGateway::Method', { Properties: { AuthorizationType: 'CUSTOM' } });
  assert.ok(!restricted || Object.keys(authorised).length > 0);
});

test('access records are kept for 90 days at most', () => {
  for (const { Properties } of Object.values(template.findResources('Custom::ApiRegistration'))) {
    assert.ok(Number(Properties.LogRetentionHours) <= 90 * 24);
  }
});
