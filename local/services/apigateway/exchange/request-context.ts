import { commonLogTime } from './context-variables';
import type { Call } from './exchange';
import { header } from './gateway-request';

/**
 * `requestContext` of authoriser and proxy events.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function requestContext(call: Call) {
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
