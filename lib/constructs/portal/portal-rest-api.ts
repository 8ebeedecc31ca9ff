import { ApiKey, ApiKeySourceType, AuthorizationType, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { accessLogFormat } from '../../../domain/logs/records/access-log';
import { defaultRateLimits, throttleOf } from '../../config/rate-limits';
import type { GatewaySurroundings } from '../gateway/gateway-surroundings';
import { PublicRestApi, stageNameOf } from '../gateway/public-rest-api';
import { acknowledge } from '../security/acknowledge';
import { PlatformSecret } from '../storage/platform-secret';

const basePath = '/portal';

/**
 * The portal's pages as CloudFront fetches them. It stands on API Gateway's own host name, so whoever comes another way
 * than through CloudFront is refused: only CloudFront sends the key that every method requires.
 */
export class PortalRestApi extends PublicRestApi {
  readonly originKey: PlatformSecret;
  /** What CloudFront puts in front of every path. */
  readonly stagePath = `/${stageNameOf(basePath)}`;

  constructor(
    scope: Construct,
    id: string,
    { surroundings, stateKey }: { surroundings: GatewaySurroundings; stateKey: IKey },
  ) {
    super(scope, id, {
      surroundings,
      name: 'portal',
      description: 'Developer portal, behind CloudFront',
      basePath,
      errorFormat: 'problem',
      // Of visitors the log keeps nothing; who called an API with what is in that API's own log.
      accessLogFormat: accessLogFormat({ api: 'portal', anonymous: true }),
      validation: 'The portal reads every form by a schema of its own',
      rateLimit: defaultRateLimits.portal,
      apiKeySource: ApiKeySourceType.HEADER,
    });
    this.originKey = new PlatformSecret(this, 'OriginKey', {
      description: 'What CloudFront shows to the portal’s REST API',
      key: stateKey,
      retain: surroundings.environment.retainState,
      keptAs: 'originKey',
      noRotation: 'Both sides take it from the template: a deployment changes it for both, a timer for neither',
    });
    const value = this.originKey.secretValue.unsafeUnwrap();
    const { rateLimit, burstLimit } = throttleOf(defaultRateLimits.portal);
    const plan = this.addUsagePlan('Visitors', { throttle: { rateLimit, burstLimit } });
    // CDK's class does not satisfy its own interface under exactOptionalPropertyTypes.
    plan.addApiStage({ api: this as IRestApi, stage: this.deploymentStage });
    plan.addApiKey(new ApiKey(this, 'CloudFront', { value }));
  }

  serve(handler: IFunction): void {
    const integration = PublicRestApi.integration(handler);
    const options = { authorizationType: AuthorizationType.NONE, apiKeyRequired: true };
    this.root.addMethod('ANY', integration, options);
    this.root.addResource('{proxy+}').addMethod('ANY', integration, options);
    acknowledge(this, {
      rule: 'APIG4',
      reason: 'The portal has sessions of its own, and most of its pages are for everyone',
    });
  }
}
