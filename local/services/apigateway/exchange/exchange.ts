import { randomBytes, randomUUID } from 'node:crypto';
import type { Method, Resource, RestApi, Stage } from '../model/gateway-model';
import type { GatewayNeeds } from '../model/gateway-needs';
import type { GatewayFailure } from './gateway-failure';
import { type GatewayRequest, header } from './gateway-request';

/** One request and what becomes known of it on its way: the source of `$context`, of events and of the access log. */
export interface Exchange {
  readonly accountId: string;
  readonly region: string;
  readonly domainName: string;
  readonly request: GatewayRequest;
  readonly port: number;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceId: string;
  readonly requestTime: Date;
  /** On the monotonic clock, for latencies. */
  readonly startedAt: number;
  target?: StagePath;
  route?: Route;
  /** Decoded. */
  pathParameters?: Readonly<Record<string, string>>;
  body?: Buffer;
  authorization?: AuthorizerAnswer;
  apiKey?: { readonly id: string; readonly value: string };
  integration?: IntegrationOutcome;
  failure?: GatewayFailure;
  response?: { readonly status: number; readonly length: number; readonly latency: number };
}

/** An exchange whose method is known. */
export type Call = Exchange & Required<Pick<Exchange, 'target' | 'route' | 'pathParameters' | 'body'>>;

export interface StagePath {
  readonly api: RestApi;
  readonly stage: Stage;
  readonly basePath: string;
  /** Without the base path, percent-encoded. */
  readonly path: string;
  /** What events call the path: with the base path of a custom domain, without the stage of the API's own host. */
  readonly eventPath: string;
}

export interface Route {
  readonly resource: Resource;
  readonly method: Method;
  /** Still percent-encoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What an authoriser says of the caller. */
export interface AuthorizedCaller {
  readonly principalId: string;
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey?: string | null | undefined;
}

export interface AuthorizerAnswer {
  /** 200, 401, 403 or 500. */
  status: number;
  latency: number;
  error?: string;
  /** Absent where the function was not asked, or answered nothing usable. */
  grant?: AuthorizedCaller;
  /** Of the function's invocation; absent where it was not asked. */
  invocation?: { readonly requestId: string; readonly latency: number };
}

export interface IntegrationOutcome {
  /** What Lambda, or the HTTP target, answered. */
  readonly integrationStatus?: number;
  /** What the function's own answer says. */
  readonly status?: number;
  readonly latency: number;
  readonly requestId?: string;
  readonly error?: string;
}

/** What goes back to the client. */
export interface GatewayReply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

export function beginExchange(
  needs: Pick<GatewayNeeds, 'account' | 'now'>,
  received: { domainName: string; port: number; request: GatewayRequest },
): Exchange {
  const requestTime = needs.now();
  return {
    accountId: needs.account.id,
    region: needs.account.region,
    ...received,
    requestId: randomUUID(),
    extendedRequestId: `${randomBytes(11).toString('base64url')}=`,
    traceId: header(received.request, 'X-Amzn-Trace-Id') ?? newTraceId(requestTime),
    requestTime,
    startedAt: performance.now(),
  };
}

// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
const newTraceId = (time: Date): string =>
  `Root=1-${Math.floor(time.getTime() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;

export const millisSince = (start: number): number => Math.round(performance.now() - start);

/** As authorisers' policies name a method: with the path of the request, encoded as it was sent. */
export const methodArn = (call: Call): string => `${stageArn(call)}/${call.request.method}${call.target.path}`;

/** As `AWS::Lambda::Permission` names it: with the path template. */
export const integrationSourceArn = (call: Call): string =>
  `${stageArn(call)}/${call.request.method}${call.route.resource.path}`;

export const authorizerSourceArn = (call: Call, authorizerId: string): string =>
  `${apiArn(call)}/authorizers/${authorizerId}`;

const stageArn = (call: Call): string => `${apiArn(call)}/${call.target.stage.name}`;

const apiArn = ({ region, accountId, target }: Call): string =>
  `arn:aws:execute-api:${region}:${accountId}:${target.api.id}`;

/**
 * Whether a payload of this type, or for this `Accept` header, is binary; only the first type of `Accept` counts.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function acceptsBinary({ binaryMediaTypes }: RestApi, types: string | undefined): boolean {
  const [first = ''] = (types ?? '').split(',');
  const [type = ''] = first.split(';');
  return binaryMediaTypes.includes('*/*') || binaryMediaTypes.includes(type.trim().toLowerCase());
}
