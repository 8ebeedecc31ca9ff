import type { Exchange } from './exchange';
import { header } from './gateway-request';

/**
 * The `$context` variables, as far as they are known; undefined where they are not set.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export function contextVariables(exchange: Exchange): ReadonlyMap<string, string> {
  const known = Object.entries({
    ...ofRequest(exchange),
    ...ofTarget(exchange),
    ...ofAuthorization(exchange),
    ...ofIntegration(exchange),
    ...ofError(exchange),
    status: exchange.response?.status,
    responseLength: exchange.response?.length,
    responseLatency: exchange.response?.latency,
  });
  return new Map(known.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

const ofRequest = ({ request, ...exchange }: Exchange) => ({
  accountId: exchange.accountId,
  requestId: exchange.requestId,
  extendedRequestId: exchange.extendedRequestId,
  requestTime: commonLogTime(exchange.requestTime),
  requestTimeEpoch: exchange.requestTime.getTime(),
  domainName: exchange.domainName,
  domainPrefix: exchange.domainName.split('.')[0],
  httpMethod: request.method,
  path: request.path,
  protocol: request.protocol,
  'identity.sourceIp': request.sourceIp,
  'identity.userAgent': header(request, 'User-Agent'),
  'identity.apiKey': exchange.apiKey?.value,
  'identity.apiKeyId': exchange.apiKey?.id,
});

const ofTarget = ({ target, route, traceId }: Exchange) => ({
  apiId: target?.api.id,
  stage: target?.stage.name,
  deploymentId: target?.stage.deploymentId,
  'customDomain.basePathMatched': target?.basePath,
  resourceId: route?.resource.id,
  resourcePath: route?.resource.path,
  xrayTraceId: target?.stage.tracing ? traceId : undefined,
});

const ofAuthorization = ({ authorization }: Exchange) => {
  const { grant, invocation } = authorization ?? {};
  const context = Object.entries(grant?.context ?? {}).map(([key, value]) => [`authorizer.${key}`, value]);
  return {
    ...Object.fromEntries(context),
    'authorizer.principalId': grant?.principalId,
    'authorizer.latency': authorization?.latency,
    'authorizer.status': grant ? 200 : authorization?.status,
    'authorizer.error': grant ? undefined : authorization?.error,
    'authorizer.integrationLatency': authorization && (invocation?.latency ?? 0),
    'authorizer.integrationStatus': invocation && 200,
    'authorizer.requestId': invocation?.requestId,
    'authorize.status': authorization?.status,
    'authorize.latency': authorization?.latency,
    'authorize.error': authorization?.error,
  };
};

const ofIntegration = ({ integration }: Exchange) => ({
  'integration.status': integration?.status,
  'integration.integrationStatus': integration?.integrationStatus,
  'integration.latency': integration?.latency,
  'integration.requestId': integration?.requestId,
  'integration.error': integration?.error,
  integrationStatus: integration?.integrationStatus,
  integrationLatency: integration?.latency,
  integrationErrorMessage: integration?.error,
  awsEndpointRequestId: integration?.requestId,
});

const ofError = ({ failure }: Exchange) => ({
  'error.message': failure?.text ?? undefined,
  'error.messageString': failure && JSON.stringify(failure.text),
  'error.responseType': failure?.type,
  'error.validationErrorString': failure?.validationError,
});

/** Common Log Format, for example `05/Jan/2026:09:00:00 +0000`. */
export function commonLogTime(time: Date): string {
  const [, day, month, year, clock] = time.toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}
