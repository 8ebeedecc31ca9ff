import { commonLogTime } from './context-variables';
import { acceptsBinary, type Call, methodArn } from './exchange';
import { header, headerValues } from './gateway-request';

/** The event of an AWS_PROXY integration (version 1.0): what is empty is null. */
export function proxyEvent(call: Call) {
  const parts = requestParts(call);
  const isBase64Encoded = call.body.length > 0 && acceptsBinary(call.target.api, header(call.request, 'Content-Type'));
  return {
    ...parts,
    queryStringParameters: nullIfEmpty(parts.queryStringParameters),
    multiValueQueryStringParameters: nullIfEmpty(parts.multiValueQueryStringParameters),
    pathParameters: nullIfEmpty(parts.pathParameters),
    stageVariables: nullIfEmpty(parts.stageVariables),
    body: call.body.length === 0 ? null : call.body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

/**
 * The event of a REQUEST authoriser: no body, and what is empty is an empty object.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export const requestAuthorizerEvent = (call: Call) => ({
  type: 'REQUEST',
  methodArn: methodArn(call),
  ...requestParts(call),
});

function requestParts(call: Call) {
  const { request, target, route } = call;
  const multiValueHeaders = headersPassedOn(call);
  const multiValueQueryStringParameters = Object.fromEntries(request.query);
  return {
    resource: route.resource.path,
    path: target.eventPath,
    httpMethod: request.method,
    headers: lastOfEach(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: lastOfEach(multiValueQueryStringParameters),
    multiValueQueryStringParameters,
    pathParameters: call.pathParameters,
    stageVariables: target.stage.variables,
    requestContext: requestContext(call),
  };
}

function headersPassedOn({ request, traceId, port }: Call): Record<string, string[]> {
  const own = {
    'X-Amzn-Trace-Id': traceId,
    'X-Forwarded-For': [...headerValues(request, 'X-Forwarded-For'), request.sourceIp].join(', '),
    'X-Forwarded-Port': String(port),
    'X-Forwarded-Proto': 'http',
  };
  const replaced = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const byName = new Map<string, string[]>();
  for (const [name, value] of request.headers) {
    if (!replaced.has(name.toLowerCase())) byName.set(name, [...(byName.get(name) ?? []), value]);
  }
  for (const [name, value] of Object.entries(own)) byName.set(name, [value]);
  return Object.fromEntries(byName);
}

const lastOfEach = (values: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, each]) => [name, each.at(-1) ?? '']));

const nullIfEmpty = <T extends object>(value: T): T | null => (Object.keys(value).length === 0 ? null : value);

/**
 * `requestContext` of authoriser and proxy events.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
function requestContext(call: Call) {
  const { request, target, route, authorization } = call;
  return {
    accountId: call.accountId,
    apiId: target.api.id,
    stage: target.stage.name,
    deploymentId: target.stage.deploymentId,
    resourceId: route.resource.id,
    resourcePath: route.resource.path,
    httpMethod: request.method,
    path: request.path,
    protocol: request.protocol,
    requestId: call.requestId,
    extendedRequestId: call.extendedRequestId,
    requestTime: commonLogTime(call.requestTime),
    requestTimeEpoch: call.requestTime.getTime(),
    domainName: call.domainName,
    domainPrefix: call.domainName.split('.')[0],
    identity: identityOf(call, header(request, 'User-Agent') ?? null),
    ...(authorization?.grant && {
      authorizer: {
        ...authorization.grant.context,
        principalId: authorization.grant.principalId,
        integrationLatency: authorization.invocation?.latency ?? 0,
      },
    }),
  };
}

const identityOf = ({ request, apiKey }: Call, userAgent: string | null) => ({
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: request.sourceIp,
  user: null,
  userAgent,
  userArn: null,
  ...(apiKey && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
});
