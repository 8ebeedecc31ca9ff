import { own } from '../../../domain/own';
import { at, isTrue } from '../../template/at';
import { type Rule, unless } from './rule';

const blocks = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

const problem: Readonly<Record<string, (properties: unknown) => string | false>> = {
  'AWS::S3::Bucket': (bucket) =>
    !blocks.every((block) => isTrue(at(bucket, 'PublicAccessBlockConfiguration', block))) &&
    'public access is not blocked',
  'AWS::Lambda::Permission': (permission) => at(permission, 'Principal') === '*' && 'anyone may invoke the function',
  'AWS::Lambda::Url': (url) => at(url, 'AuthType') !== 'AWS_IAM' && 'the function answers anyone who knows its URL',
  'AWS::Serverless::Function': () => 'its permissions are made elsewhere than in the template',
};

export const nothingPublic: Rule = {
  name: 'NothingPublic',
  law: 'Nothing is public: no bucket, no function, no function URL',
  control: 'NCSC 2, 11; DSPT B2',
  types: Object.keys(problem),
  verdict: ({ resource: { type, properties } }) => unless(own(problem, type)?.(properties)),
};
