import { evaluatePolicy, policyDocument } from '../../../../../local/services/apigateway/steps/authorizer-output';

const ARN = 'arn:aws:execute-api:eu-west-2:123456789012:abc/live';
const aPolicy = (...Statement: unknown[]) => policyDocument.parse({ Version: '2012-10-17', Statement });
const allow = (Resource: string | string[]) => ({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource });

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
test.each([
  [`${ARN}/GET/Patient/*`, 'GET/Patient/1', 'allowed'],
  [`${ARN}/GET/Patient/*/status`, 'GET/Patient/1/2/status', 'allowed'],
  [`${ARN}/GET/Patient/?`, 'GET/Patient/1', 'allowed'],
  [`${ARN}/GET/Patient/?`, 'GET/Patient/12', 'not-allowed'],
  [`${ARN}/GET/Patient`, 'GET/patient', 'not-allowed'],
  [`${ARN}/*`, 'DELETE/a', 'allowed'],
  [`${ARN}/GET/a.c`, 'GET/abc', 'not-allowed'],
])('%s against %s is %s', (resource, method, verdict) => {
  expect(evaluatePolicy(aPolicy(allow(resource)), `${ARN}/${method}`)).toBe(verdict);
});

test('a statement with a condition refuses but never admits', () => {
  const condition = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
  expect(evaluatePolicy(aPolicy({ ...allow('*'), ...condition }), ARN)).toBe('not-allowed');
  expect(evaluatePolicy(aPolicy(allow('*'), { ...allow('*'), Effect: 'Deny', ...condition }), ARN)).toBe(
    'denied-explicitly',
  );
});

test('an action of another service grants nothing', () => {
  expect(evaluatePolicy(aPolicy({ ...allow('*'), Action: ['s3:*', 'lambda:Invoke'] }), ARN)).toBe('not-allowed');
});
