import fc from 'fast-check';
import { resolveValue } from '../../local/cloud/assembly/resolve-value';
import { aScope } from '../unit/local/cloud/assembly/a-scope';
import { TestGateway } from '../unit/local/services/apigateway/a-gateway';
import { asObject, fuzz, mutatedJson, oddJson, ownNames, patience } from './fuzz';

const scope = aScope();

const intrinsic = fc
  .tuple(
    fc.constantFrom(
      'Ref',
      'Fn::GetAtt',
      'Fn::Sub',
      'Fn::Join',
      'Fn::Split',
      'Fn::Select',
      'Fn::If',
      'Fn::And',
      'Fn::Not',
      'Fn::Equals',
      'Condition',
      'Fn::FindInMap',
      'Fn::ImportValue',
      'Fn::GetStackOutput',
      'Fn::Base64',
      'Fn::Cidr',
      ...ownNames,
    ),
    oddJson,
  )
  .map((entry) => asObject([entry]));
const property = fc.oneof(oddJson, intrinsic);

/** Errors of a programme that did not expect what it was given, rather than of one that says what is wrong. */
const isSlip = (error: unknown) =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;

test(
  'whatever stands in a property is resolved, or refused in words',
  () =>
    fuzz(
      mutatedJson(
        {
          Name: { 'Fn::Join': ['-', ['a', { Ref: 'B' }]] },
          Tags: [{ 'Fn::If': ['Yes', { Key: 'k', Value: 'v' }, { Ref: 'AWS::NoValue' }] }],
        },
        property,
      ),
      (properties) => {
        try {
          resolveValue(properties, scope);
        } catch (error) {
          expect(isSlip(error)).toBe(false);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      },
    ),
  patience,
);

const resources: readonly (readonly [string, Record<string, unknown>])[] = [
  [
    'AWS::ApiGateway::RestApi',
    { Name: 'Test', BinaryMediaTypes: ['*/*'], EndpointConfiguration: { Types: ['REGIONAL'] } },
  ],
  [
    'AWS::ApiGateway::UsagePlan',
    {
      UsagePlanName: 'Plan',
      ApiStages: [],
      Throttle: { RateLimit: 5, BurstLimit: 10 },
      Quota: { Limit: 1, Period: 'DAY' },
    },
  ],
  ['AWS::ApiGateway::ApiKey', { Enabled: true, Name: 'Key', Value: 'a'.repeat(30) }],
  ['AWS::ApiGateway::DomainName', { DomainName: 'other.test', SecurityPolicy: 'TLS_1_2' }],
];

test.each(resources)(
  '%s is made of any properties, or refused by its logical id',
  (type, properties) => {
    const gateway = new TestGateway();
    return fuzz(mutatedJson(properties), (changed) => {
      try {
        gateway.provision(type, changed as Record<string, unknown>, 'Fuzzed');
      } catch (error) {
        expect(isSlip(error)).toBe(false);
        expect(String(error)).toContain('Fuzzed');
      }
    });
  },
  patience,
);
