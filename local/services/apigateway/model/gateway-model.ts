/** REST APIs, domains and usage plans as provisioned: what the data plane reads at each request. */
export interface GatewayModel {
  readonly apis: Map<string, RestApi>;
  /** Custom domain name → its base paths → API and stage. */
  readonly domains: Map<string, Map<string, MappedStage>>;
  readonly plans: Map<string, UsagePlan>;
  /** By ARN. */
  readonly webAcls: Map<string, WebAcl>;
  /** ARN of the web ACL in front of a stage, by `<api id>/<stage>`. */
  readonly firewalls: Map<string, string>;
}

export interface ApiStage {
  readonly apiId: string;
  readonly stage: string;
}

export interface MappedStage extends ApiStage {
  /** Physical id of the mapping. */
  readonly mappedBy: string;
}

/** What a deployment takes a picture of: until the next one, a stage answers as it was then. */
export interface GatewayApi {
  readonly resources: Map<string, Resource>;
  readonly authorizers: Map<string, Authorizer>;
  readonly gatewayResponses: Map<string, GatewayResponseSettings>;
  readonly validators: Map<string, RequestValidator>;
  /** JSON schemas by model name. */
  readonly models: Map<string, unknown>;
}

export interface RestApi extends GatewayApi {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly rootResourceId: string;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly binaryMediaTypes: readonly string[];
  /** False where only custom domains lead to it. */
  readonly answersOnOwnHost: boolean;
  readonly deployments: Map<string, GatewayApi>;
  readonly stages: Map<string, Stage>;
}

export interface Resource {
  readonly id: string;
  /** Template, for example `/Patient/{id}`. */
  readonly path: string;
  readonly methods: Map<string, Method>;
}

export interface Method {
  readonly authorizationType: string;
  readonly authorizerId: string | undefined;
  readonly apiKeyRequired: boolean;
  /** `method.request.header.X` → whether it is required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Content type → model name. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly validatorId: string | undefined;
  readonly integration: Integration;
}

export interface Integration {
  readonly type: string;
  readonly uri: string;
  readonly httpMethod: string;
  readonly timeoutMillis: number;
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly responses: readonly IntegrationResponse[];
}

export interface IntegrationResponse {
  readonly statusCode: number;
  readonly selectionPattern: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

export interface Authorizer {
  readonly id: string;
  readonly type: string;
  readonly uri: string;
  readonly identitySources: readonly string[];
  readonly validationExpression: string | undefined;
  readonly ttlSeconds: number;
}

export interface GatewayResponseSettings {
  readonly statusCode: number | undefined;
  /** `gatewayresponse.header.X` → where its value comes from. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Content type → body template. */
  readonly templates: Readonly<Record<string, string>>;
}

export interface RequestValidator {
  readonly body: boolean;
  readonly parameters: boolean;
}

export interface Stage {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLog: { readonly destinationArn: string; readonly format: string } | undefined;
  readonly tracing: boolean;
  readonly throttles: readonly MethodThrottle[];
}

export interface Throttle {
  /** Requests per second. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
}

/** A throttle for some methods; `*` stands for every one. */
export interface MethodThrottle extends Throttle {
  readonly resourcePath: string;
  readonly httpMethod: string;
}

export interface UsagePlan {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly stages: readonly PlanStage[];
  readonly throttle: Throttle | undefined;
  readonly quota: Quota | undefined;
}

export interface PlanStage extends ApiStage {
  readonly throttles: readonly MethodThrottle[];
}

export interface Quota {
  readonly limit: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

/** A web ACL, as far as it is run here: the rules of the common set that block. */
export interface WebAcl {
  readonly blocks: readonly CoreRule[];
}

/**
 * The rules of `AWSManagedRulesCommonRuleSet` that a legitimate call meets by its size, or by coming from a program. Those
 * that look for attacks in what is sent are not run.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
export const coreRules = [
  'SizeRestrictions_QUERYSTRING',
  'SizeRestrictions_URIPATH',
  'SizeRestrictions_Cookie_HEADER',
  'SizeRestrictions_BODY',
  'NoUserAgent_HEADER',
] as const;
export type CoreRule = (typeof coreRules)[number];
