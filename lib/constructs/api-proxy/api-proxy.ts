import { Stack } from 'aws-cdk-lib';
import { CfnUsagePlan, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ApiDefinition } from '../../../domain/api-definition/api-definition';
import { planRoutes } from '../../../domain/api-definition/plan-routes';
import { Failure } from '../../../domain/failure';
import { accessLogFormat } from '../../../domain/logs/access-log';
import { defaultRateLimits, throttleOf } from '../../config/rate-limits';
import { PublicRestApi } from '../public-rest-api';
import { RedactedLogs } from '../redacted-logs';
import { ApiAuthorizers } from './api-authorizers';
import { ApiRegistration } from './api-registration';
import { ApiRelay } from './api-relay';
import { addApiRoutes } from './api-routes';
import { ApiSandbox } from './api-sandbox';
import type { Platform } from './platform';
import type { Publication } from './publication';
import { type SettledPublication, settlePublication } from './settle-publication';

export interface ApiProxyProps extends Publication {
  /** The environment to publish in: `Platform.fromParameters(this, 'int')`. */
  readonly platform: Platform;
}

/**
 * Publishes one API: its OpenAPI file becomes a REST API with every operation authorised as the file says, relayed to
 * its target, logged and registered.
 * @throws Failure where the file, the publication or API Gateway's limits do not allow it; the message names the fix.
 */
export class ApiProxy extends Construct {
  readonly definition: ApiDefinition;
  readonly restApi: RestApi;
  readonly relay: IFunction;
  /** Absent where the environment or the publication has none. */
  readonly sandbox: RestApi | undefined;
  private readonly platform: Platform;
  private readonly anonymous: boolean;

  constructor(scope: Construct, id: string, { platform, ...asked }: ApiProxyProps) {
    super(scope, id);
    const publication = settlePublication(asked, platform.environment);
    this.definition = publication.definition;
    this.refuseTwin();
    const routes = planRoutes(this.definition);
    // All that an API consists of is new where another API takes this construct's place: while CloudFormation changed it
    // bit by bit, callers of the one would reach the other.
    const own = new Construct(this, this.definition.name);
    const relay = new ApiRelay(own, 'Relay', platform, publication);
    const restApi = gateway(own, platform, publication);
    const authorizers = new ApiAuthorizers(own, 'Authorizers', platform.authorizer);
    addApiRoutes(restApi, { routes, handler: relay, authorizers });
    const usagePlanId = routes.some(({ access }) => access.length > 0) ? usagePlan(own, restApi, publication) : '';
    new ApiRegistration(own, 'Registration', { platform, publication, restApi, usagePlanId });
    this.platform = platform;
    this.anonymous = publication.anonymous;
    this.relay = relay;
    this.restApi = restApi;
    this.sandbox = publication.sandbox
      ? new ApiSandbox(own, 'Sandbox', { platform, publication, routes }).restApi
      : undefined;
  }

  /**
   * Keeps the log of a function behind this API as the platform keeps access records: redacted before it rests, for as
   * long, and read by the same role. The log group itself stays what it is: give it a short retention of its own.
   */
  redactLogs(logGroup: ILogGroup): void {
    new RedactedLogs(this, `Logs-${logGroup.node.addr}`, {
      logGroup,
      streamArn: this.platform.functionLogStreamArn,
      api: this.definition.name,
      anonymous: this.anonymous,
    });
  }

  /** A stack that held two would deploy neither: API Gateway gives a base path to one API, the registry a name. */
  private refuseTwin() {
    const { name, basePath } = this.definition;
    const others = Stack.of(this)
      .node.findAll()
      .filter((one): one is ApiProxy => one instanceof ApiProxy && one !== this);
    const twin = others.find(({ definition }) => definition.name === name || definition.basePath === basePath);
    if (!twin) return;
    throw new Failure(
      'invalid_configuration',
      `${this.node.path} publishes "${name}" at ${basePath}, which ${twin.node.path} of the same stack publishes already. Give one another name and another servers[0].url or basePath, or remove it.`,
    );
  }
}

function gateway(scope: Construct, platform: Platform, { definition, anonymous }: SettledPublication): PublicRestApi {
  const { name, title, basePath, errorFormat, rateLimits } = definition;
  return new PublicRestApi(scope, 'RestApi', {
    surroundings: platform,
    name,
    description: title,
    host: 'api',
    basePath,
    errorFormat,
    accessLogFormat: accessLogFormat({ api: name, anonymous }),
    validation: 'The relay passes requests on without reading their bodies: the target behind it validates them',
    rateLimit: rateLimits.proxy ?? defaultRateLimits.proxy,
    variables: { api: name },
  });
}

function usagePlan(scope: Construct, restApi: RestApi, { definition }: SettledPublication): string {
  const { name, rateLimits } = definition;
  const plan = new CfnUsagePlan(scope, 'UsagePlan', {
    description: `Applications that call ${name}`,
    throttle: throttleOf(rateLimits.application ?? defaultRateLimits.application),
    apiStages: [{ apiId: restApi.restApiId, stage: restApi.deploymentStage.stageName }],
  });
  return plan.ref;
}
