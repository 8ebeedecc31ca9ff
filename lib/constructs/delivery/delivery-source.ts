import type { Stack } from 'aws-cdk-lib';
import type { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Delivery } from '../../config/delivery';

export const sourceArtifact = 'Source';

type Action = CfnPipeline.ActionDeclarationProperty;

/** The action that fetches the repository. */
export function sourceAction(source: Delivery['source']): Action {
  const outputArtifacts = [{ name: sourceArtifact }];
  const of = (provider: string, configuration: Readonly<Record<string, string>>): Action => ({
    name: 'Repository',
    actionTypeId: { category: 'Source', owner: 'AWS', provider, version: '1' },
    configuration,
    outputArtifacts,
  });
  if ('bucket' in source) {
    const { bucket, key } = source;
    return of('S3', { S3Bucket: bucket, S3ObjectKey: key, PollForSourceChanges: 'true' });
  }
  const { connectionArn, repository, branch } = source;
  return of('CodeStarSourceConnection', {
    ConnectionArn: connectionArn,
    FullRepositoryId: repository,
    BranchName: branch,
    DetectChanges: 'true',
  });
}

/** What the pipeline's role needs to fetch it. */
export function allowSource(grantee: IGrantable, source: Delivery['source'], scope: Stack): void {
  if (!('bucket' in source)) {
    const actions = ['codestar-connections:UseConnection', 'codeconnections:UseConnection'];
    Grant.addToPrincipal({ grantee, actions, resourceArns: [source.connectionArn] });
    return;
  }
  const bucketArn = `arn:${scope.partition}:s3:::${source.bucket}`;
  Grant.addToPrincipal({ grantee, actions: ['s3:GetBucketVersioning'], resourceArns: [bucketArn] });
  const objectActions = ['s3:GetObject', 's3:GetObjectVersion'];
  Grant.addToPrincipal({ grantee, actions: objectActions, resourceArns: [`${bucketArn}/${source.key}`] });
}
