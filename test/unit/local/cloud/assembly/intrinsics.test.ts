import { resolveValue } from '../../../../../local/cloud/assembly/resolve-value';
import { aScope } from './a-scope';

test.each([
  ['Ref', { Ref: 'Thing' }, 'ref-Thing'],
  ['GetAtt as a list', { 'Fn::GetAtt': ['Thing', 'Arn'] }, 'Thing.Arn'],
  ['GetAtt as text, with a nested attribute', { 'Fn::GetAtt': 'Thing.Outputs.Name' }, 'Thing.Outputs.Name'],
  ['Join of intrinsics', { 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }, 'a-ref-B'],
  ['Select from Split', { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::Join': [':', ['a', 'b']] }] }] }, 'b'],
  ['If', { 'Fn::If': ['Yes', 'on', 'off'] }, 'on'],
  ['If not', { 'Fn::If': ['No', 'on', { Ref: 'Off' }] }, 'ref-Off'],
  [
    'And, Or, Not, Equals',
    { 'Fn::And': [{ 'Fn::Or': [false, { 'Fn::Equals': ['a', 'a'] }] }, { 'Fn::Not': [false] }] },
    true,
  ],
  ['FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'Key' }, 'Name'] }, 'Map/ref-Key/Name'],
  ['ImportValue', { 'Fn::ImportValue': 'Shared' }, 'import-Shared'],
  ['GetStackOutput', { 'Fn::GetStackOutput': { StackName: 'One', OutputName: 'Arn' } }, 'One!Arn'],
  ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
])('%s resolves', (_name, value, expected) => {
  expect(resolveValue(value, aScope())).toEqual(expected);
});

test('Sub fills references, attributes and its own variables, and leaves literals', () => {
  const variable = (name: string) => ['$', '{', name, '}'].join('');
  const text = ['AWS::Region', 'Thing.Arn', 'Own', '!Literal'].map(variable).join(' ');
  const filled = `ref-AWS::Region Thing.Arn ref-X ${variable('Literal')}`;
  expect(resolveValue({ 'Fn::Sub': [text, { Own: { Ref: 'X' } }] }, aScope())).toBe(filled);
});

test('a property or list entry that is AWS::NoValue is left out', () => {
  const value = {
    kept: 1,
    gone: { Ref: 'AWS::NoValue' },
    list: ['a', { 'Fn::If': ['No', 'b', { Ref: 'AWS::NoValue' }] }],
  };
  expect(resolveValue(value, aScope())).toEqual({ kept: 1, list: ['a'] });
});

test('a dynamic reference is replaced wherever it stands in a text', () => {
  expect(resolveValue('name={{resolve:ssm:/dip/name:1}}!', aScope())).toBe('name=<ssm:/dip/name:1>!');
  expect(resolveValue({ 'Fn::Join': ['', ['{{resolve:secretsmanager:', 'id', ':SecretString:key}}']] }, aScope())).toBe(
    '<secretsmanager:id:SecretString:key>',
  );
});

test("a policy statement's Condition is a property, not an intrinsic", () => {
  const value = { Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'Account' } } } };
  expect(resolveValue(value, aScope())).toEqual({
    Condition: { StringEquals: { 'aws:SourceAccount': 'ref-Account' } },
  });
});
