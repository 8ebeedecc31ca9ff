import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnUsagePlan, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ApiDefinition } from '../../../domain/api-definition/api-definition';
import { planRouting } from '../../../domain/api-definition/plan-routing';
import { Failure } from '../../../domain/failure';
import { accessLogFormat } from '../../../domain/logs/records/access-log';
import { defaultRateLimits, throttleOf } from '../../config/rate-limits';
import { PublicRestApi } from '../gateway/public-rest-api';
import { RedactedLogs } from '../logs/redacted-logs';
import { ApiAuthorizers } from './api-authorizers';
import { ApiRegistration } from './api-registration';
import { ApiRelay } from './api-relay';
import { addApiRoutes } from './api-routes';
import { ApiSandbox } from './api-sandbox';
import { addGreedyRoute } from './greedy-route';
import { OpenCalls } from './open-calls';
import type { Platform } from './platform';
import type { Publication } from './publication';
import { type SettledPublication, settlePublication } from './settle-publication';

export interface ApiProxyProps extends Publication {
  /** The environment to publish in: `Platform.fromParameters(this, 'int')`. */
  readonly platform: Platform;
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const mostResources = 500;

/**
 * Publishes one API: its OpenAPI file becomes a REST API with every operation authorised as the file says, relayed to
 * its target, logged and registered.
 * @throws Failure where the file or the publication do not allow it; the message names the fix.
 */
export class ApiProxy extends Construct {
  readonly definition: ApiDefinition;
  readonly restApi: RestApi;
  readonly relay: IFunction;
  /** Absent where the environment or the publication has none. */
  readonly sandbox: RestApi | undefined;
  readonly #platform: Platform;
  readonly #anonymous: boolean;

  constructor(scope: Construct, id: string, { platform, ...asked }: ApiProxyProps) {
    super(scope, id);
    const publication = settlePublication(asked, platform.environment);
    this.definition = publication.definition;
    this.#refuseTwin();
    this.node.addValidation({ validate: () => this.#crowded() });
    const routing = planRouting(this.definition);
    const isGreedy = routing.api === 'greedy';
    const isOpen = this.definition.operations.every(({ access }) => access.length === 0);
    // All that an API consists of is new where another API takes this construct's place: while CloudFormation changed it
    // bit by bit, callers of the one would reach the other.
    const own = new Construct(this, this.definition.name);
    const relay = new ApiRelay(own, 'Relay', platform, publication);
    const restApi = gateway(own, platform, publication, isGreedy);
    const authorizers = new ApiAuthorizers(own, 'Authorizers', platform.authorizer);
    if (isGreedy) {
      const authorizer = authorizers.forAnyCall();
      const { operations, name: api } = this.definition;
      addGreedyRoute(restApi, { handler: relay, authorizer, operations, isOpen });
      if (!isOpen) new OpenCalls(own, 'OpenCalls', { api, restApi });
    } else {
      addApiRoutes(restApi, { routes: routing.routes, handler: relay, authorizers });
    }
    const usagePlanId = isOpen ? '' : usagePlan(own, restApi, publication);
    new ApiRegistration(own, 'Registration', { platform, publication, restApi, usagePlanId });
    this.#platform = platform;
    this.#anonymous = publication.anonymous;
    this.relay = relay;
    this.restApi = restApi;
    this.sandbox = publication.sandbox
      ? new ApiSandbox(own, 'Sandbox', { platform, publication, routing }).restApi
      : undefined;
  }

  /**
   * Keeps the log of a function behind this API as the platform keeps access records: redacted before it rests, for as
   * long, and read by the same role. The log group itself stays what it is: give it a short retention of its own.
   */
  redactLogs(logGroup: ILogGroup): void {
    new RedactedLogs(this, `Logs-${logGroup.node.addr}`, {
      logGroup,
      streamArn: this.#platform.functionLogStreamArn,
      api: this.definition.name,
      anonymous: this.#anonymous,
    });
  }

  /** A stack that held two would deploy neither: API Gateway gives a base path to one API, the registry a name. */
  #refuseTwin() {
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

  /** CloudFormation's own refusal says nothing of which API takes how much of a stack. */
  #crowded(): string[] {
    const [whole, own] = [Stack.of(this), this].map(
      ({ node }) => node.findAll().filter(CfnResource.isCfnResource).length,
    );
    if (whole === undefined || whole <= mostResources) return [];
    const what = `the stack has ${whole} resources, ${own} of them of the API ${this.definition.name}`;
    return [`${what}, and CloudFormation takes ${mostResources}: give the API a stack of its own`];
  }
}

function gateway(
  scope: Construct,
  platform: Platform,
  { definition, anonymous }: SettledPublication,
  isGreedy: boolean,
): PublicRestApi {
  const { name, basePath, errorFormat, rateLimits } = definition;
  return new PublicRestApi(scope, 'RestApi', {
    surroundings: platform,
    name,
    description: `API ${name}`,
    host: 'api',
    basePath,
    errorFormat,
    accessLogFormat: accessLogFormat({ api: name, anonymous, isGreedy }),
    authorizerSays: isGreedy,
    validation: 'The relay passes requests on without reading their bodies: the target behind it validates them',
    rateLimit: rateLimits.proxy ?? defaultRateLimits.proxy,
    variables: { api: name, ...(isGreedy && { form: 'greedy' }) },
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
