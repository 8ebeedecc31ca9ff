import { Stack } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcard } from '../../../lib/constructs/security/acknowledge';
import { anApp } from '../an-app';

const objects = 'arn:aws:s3:::one/*';

function synthesised(...granted: readonly (readonly [action: string, resource: string])[]) {
  const app = anApp({ context: {} });
  const role = new Role(new Stack(app, 'One'), 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  for (const [action, resource] of granted) {
    Grant.addToPrincipal({ grantee: role, actions: [action], resourceArns: [resource] });
  }
  acknowledgeWildcard(role, { resource: objects, actions: ['s3:GetObject'], reason: 'Keys are not known' });
  return () => app.synth();
}

test('an acknowledged wildcard excuses the action that it names', () => {
  expect(synthesised(['s3:GetObject', objects], ['s3:DeleteObject', 'arn:aws:s3:::one/known'])).not.toThrow();
});

test.each([
  ['s3:DeleteObject'],
  ['s3:PutObject'],
  ['s3:*'],
  ['kms:Decrypt'],
  ['iam:PassRole'],
  ['lambda:InvokeFunction'],
])('%s on the same wildcard is not excused by it', (action) => {
  expect(synthesised(['s3:GetObject', objects], [action, objects])).toThrow(/is allowed on .* too: name it/);
});

test('what is acknowledged twice, for one action each, is excused for both', () => {
  const app = anApp({ context: {} });
  const role = new Role(new Stack(app, 'One'), 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  for (const action of ['s3:GetObject', 's3:PutObject']) {
    Grant.addToPrincipal({ grantee: role, actions: [action], resourceArns: [objects] });
    acknowledgeWildcard(role, { resource: objects, actions: [action], reason: 'Keys are not known' });
  }
  expect(() => app.synth()).not.toThrow();
});
