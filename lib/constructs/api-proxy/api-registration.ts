import type { CfnResource } from 'aws-cdk-lib';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { DeployTimeResource } from '../functions/deploy-time-resource';
import { namedAfter } from '../gateway/named-after';
import type { PublicRestApi } from '../gateway/public-rest-api';
import { jsonAsset } from './json-asset';
import type { Platform } from './platform';
import type { SettledPublication } from './settle-publication';

export interface ApiRegistrationProps {
  readonly platform: Platform;
  readonly publication: SettledPublication;
  readonly restApi: PublicRestApi;
  /** Empty where every operation is open. */
  readonly usagePlanId: string;
}

const location = ({ s3BucketName, s3ObjectKey }: Asset) => ({ Bucket: s3BucketName, Key: s3ObjectKey });

/** Tells the registrar what is deployed; it refuses what breaks governance, and then nothing is published. */
export class ApiRegistration extends Construct {
  constructor(scope: Construct, id: string, { platform, publication, restApi, usagePlanId }: ApiRegistrationProps) {
    super(scope, id);
    const { definition, specification, publisher, service, goLive } = publication;
    const registered = new DeployTimeResource(this, 'Resource', {
      serviceToken: platform.registrar.functionArn,
      resourceType: 'Custom::ApiRegistration',
      properties: {
        Api: definition.name,
        BasePath: definition.basePath,
        Definition: location(jsonAsset(this, 'Definition', definition)),
        Document: location(jsonAsset(this, 'Document', specification.document)),
        RestApiId: restApi.restApiId,
        Stage: restApi.deploymentStage.stageName,
        UsagePlanId: usagePlanId,
        Publisher: JSON.stringify(publisher),
        ...(service && { Service: JSON.stringify(service) }),
        ...(publication.subscriptions && { Subscriptions: publication.subscriptions }),
        Anonymous: String(publication.anonymous),
        LogRetentionHours: String(publication.logRetentionHours),
        TargetUrl: publication.targetUrl,
        GoLive: goLive ? JSON.stringify(goLive) : '',
      },
    });
    namedAfter(registered.node.defaultChild as CfnResource, 'Registration', definition.name);
  }
}
