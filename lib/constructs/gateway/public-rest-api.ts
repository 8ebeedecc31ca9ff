import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  ApiKeySourceType,
  EndpointType,
  LambdaIntegration,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnApiMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { ErrorFormat, RateLimit } from '../../../domain/api-definition/api-definition';
import { retention } from '../../../domain/retention/retention';
import { domainNames, publicUrls } from '../../config/public-urls';
import { throttleOf } from '../../config/rate-limits';
import { acknowledge } from '../security/acknowledge';
import { keptAs } from '../storage/kept-as';
import { addGatewayResponses } from './gateway-responses';
import type { GatewaySurroundings } from './gateway-surroundings';
import { namedAfter } from './named-after';

/** The host names of an environment that have REST APIs behind them. */
type Host = 'api' | 'auth' | 'sandbox' | 'identity';

export interface PublicRestApiProps {
  readonly surroundings: GatewaySurroundings;
  /** Unique in an environment, as metrics are keyed by it. */
  readonly name: string;
  readonly description: string;
  /**
   * Which of the environment's host names the base path stands under; API Gateway's own where it has none.
   * @default API Gateway's own, for what stands behind something else
   */
  readonly host?: Host;
  /** Starts with `/`; `/` alone is the root of the host. */
  readonly basePath: string;
  /** Where it can be reached too, by the mapping's construct id; functions see the whole path. @default nowhere else */
  readonly otherMappings?: Readonly<Record<string, { readonly host: Host; readonly basePath: string }>>;
  readonly errorFormat: ErrorFormat;
  /** Whether the authoriser's context holds what a refused caller is told, as `diagnostics`. @default false */
  readonly authorizerSays?: boolean;
  /** Shape of a line of the access log. */
  readonly accessLogFormat: string;
  /** What checks requests, as a sentence: API Gateway knows no OpenAPI 3.1 schema. */
  readonly validation: string;
  /** All callers together. */
  readonly rateLimit: RateLimit;
  /** What functions can read of the stage. @default none */
  readonly variables?: Record<string, string>;
  /** Where the key comes from that a call is counted against. @default the authoriser */
  readonly apiKeySource?: ApiKeySourceType;
}

/** Name of the stage, which is part of the URL where there is no custom domain. */
export const stageNameOf = (basePath: string) => basePath.slice(1).replace(/[^A-Za-z0-9_-]/g, '-') || 'root';

/** A REST API as the platform exposes every one of its own: logged, throttled, behind the firewall. */
export class PublicRestApi extends RestApi {
  /** Where callers reach it, without the base path: `https://api.example.nhs.uk`. */
  readonly origin: string;
  /** Where callers reach it, with the base path. */
  readonly publicUrl: string;

  constructor(scope: Construct, id: string, props: PublicRestApiProps) {
    const { environment, accessLogStreamArn, logKey, webAclArn } = props.surroundings;
    const names = domainNames(environment);
    const domainName = props.host && names?.[props.host];
    const stageName = stageNameOf(props.basePath);
    const throttle = throttleOf(props.rateLimit);
    super(scope, id, {
      restApiName: `${environment.name}-${props.name}`,
      description: props.description,
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      disableExecuteApiEndpoint: domainName !== undefined,
      apiKeySourceType: props.apiKeySource ?? ApiKeySourceType.AUTHORIZER,
      // Bodies pass as the bytes they are: what API Gateway takes for text it decodes as UTF-8.
      binaryMediaTypes: ['*/*'],
      deployOptions: {
        stageName,
        variables: props.variables ?? {},
        // A trace would hold the whole URL and the client's address, beside redactor and keys. The API's own counts are
        // there without charge; those of each method would cost, and nothing reads them.
        tracingEnabled: false,
        metricsEnabled: false,
        dataTraceEnabled: false,
        loggingLevel: MethodLoggingLevel.ERROR,
        throttlingRateLimit: throttle.rateLimit,
        throttlingBurstLimit: throttle.burstLimit,
        accessLogDestination: { bind: () => ({ destinationArn: accessLogStreamArn }) },
        accessLogFormat: AccessLogFormat.custom(props.accessLogFormat),
      },
    });
    const { region, urlSuffix } = Stack.of(this);
    // Not `this.url`: it refers to the stage, which comes after the functions that are told the URL.
    const ownUrl = `https://${this.restApiId}.execute-api.${region}.${urlSuffix}`;
    this.origin = (props.host && publicUrls(environment)?.[props.host]) ?? ownUrl;
    this.publicUrl = domainName ? `${this.origin}${props.basePath}` : `${ownUrl}/${stageName}`;
    addGatewayResponses(this, props.errorFormat, props.authorizerSays ?? false);
    this.#keepExecutionLog(stageName, logKey);
    new CfnWebACLAssociation(this, 'Firewall', { resourceArn: this.deploymentStage.stageArn, webAclArn });
    if (domainName) this.#mapTo('Mapping', domainName, { host: props.host ?? '', basePath: props.basePath });
    for (const [mappingId, mapped] of Object.entries(props.otherMappings ?? {})) {
      const otherName = names?.[mapped.host];
      if (otherName) this.#mapTo(mappingId, otherName, mapped);
    }
    acknowledge(
      this,
      { rule: 'APIG2', reason: `API Gateway knows no OpenAPI 3.1 schema. ${props.validation}` },
      {
        rule: 'COG4',
        reason:
          'No caller is a user of a Cognito pool: methods ask the platform’s own authoriser, or say why they are open',
      },
    );
  }

  /** Sends a method to a function under one permission for the API, as a function's policy holds 20 KB. */
  static integration(handler: IFunction): LambdaIntegration {
    return new LambdaIntegration(handler, { scopePermissionToMethod: false, timeout: Duration.seconds(29) });
  }

  // API Gateway would make the group itself, to be kept for ever and without the platform's key.
  #keepExecutionLog(stageName: string, encryptionKey: IKey) {
    const log = new LogGroup(this, 'ExecutionLog', {
      logGroupName: `API-Gateway-Execution-Logs_${this.restApiId}/${stageName}`,
      retention: retention.functionLogs.keptFor.days,
      encryptionKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Before the stage, which API Gateway makes the group with where there is none.
    this.deploymentStage.node.addDependency(log);
    keptAs(log, 'functionLogs');
  }

  // Version 2's mapping, as version 1's has no base paths of several segments; it serves REST APIs too.
  #mapTo(id: string, domainName: string, { host, basePath }: { host: string; basePath: string }) {
    const mapping = new CfnApiMapping(this, id, {
      domainName,
      apiId: this.restApiId,
      stage: this.deploymentStage.stageName,
      ...(basePath !== '/' && { apiMappingKey: basePath.slice(1) }),
    });
    namedAfter(mapping, 'Mapping', `${host}${basePath}`);
  }
}
