import { Stack } from 'aws-cdk-lib';
import { Grant, type IPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StoreBucket } from '../storage/store-bucket';
import { queryResultPrefix } from '../storage/stores';

export interface AnalystProps {
  readonly bucket: StoreBucket;
  readonly workGroup: string;
  readonly database: string;
  readonly people: IPrincipal;
}

/** Who reads the analytics, with a second factor, and nothing else that the platform keeps. */
export function analyst(scope: Construct, { bucket, workGroup, database, people }: AnalystProps): Role {
  const grantee = new Role(scope, 'Analyst', {
    description: 'Asks questions of anonymised records',
    assumedBy: people,
  });
  bucket.allowObjects(grantee, ['GetObject'], 'api=');
  bucket.allowObjects(grantee, ['GetObject', 'PutObject', 'AbortMultipartUpload'], queryResultPrefix);
  bucket.allowList(grantee);
  // https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html
  Grant.addToPrincipal({ grantee, actions: ['s3:GetBucketLocation'], resourceArns: [bucket.bucketArn] });
  const { account, partition, region } = Stack.of(scope);
  const asking = [
    'StartQueryExecution',
    'StopQueryExecution',
    'GetQueryExecution',
    'GetQueryResults',
    'GetWorkGroup',
    'ListNamedQueries',
    'GetNamedQuery',
    'BatchGetNamedQuery',
  ];
  Grant.addToPrincipal({
    grantee,
    actions: asking.map((action) => `athena:${action}`),
    resourceArns: [`arn:${partition}:athena:${region}:${account}:workgroup/${workGroup}`],
  });
  const glue = `arn:${partition}:glue:${region}:${account}`;
  Grant.addToPrincipal({
    grantee,
    actions: ['GetDatabase', 'GetTable', 'GetPartitions'].map((action) => `glue:${action}`),
    resourceArns: [`${glue}:catalog`, `${glue}:database/${database}`, `${glue}:table/${database}/requests`],
  });
  return grantee;
}
