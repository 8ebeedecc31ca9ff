import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import type { ErrorFormat } from '../../../domain/api-definition/api-definition';
import { denials } from '../../../domain/errors/denials';
import { errorBody } from '../../../domain/errors/error-body';
import { type ErrorCode, errorCodes } from '../../../domain/errors/error-code';

interface GatewayAnswer {
  readonly code: ErrorCode;
  readonly diagnostics: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

const unauthorised = { code: 'ACCESS_DENIED', diagnostics: denials.unauthorised } as const;
const refused = { code: 'ACCESS_DENIED', diagnostics: denials.refused } as const;
const notFound = { code: 'RESOURCE_NOT_FOUND', diagnostics: 'The API has no such operation' } as const;
/** What API Gateway calls a function that has as many executions as it may have. */
const busy = {
  code: 'SERVICE_UNAVAILABLE',
  diagnostics: 'The API has as many calls as it can hold. Try again later.',
  retryAfter: 5,
} as const;
const broken = { code: 'UNKNOWN_ERROR', diagnostics: 'The platform could not process the request' } as const;

/** A wrong access mode is 401 and not 403, as on the platform that consumers know. */
const answers: readonly (readonly [ResponseType, GatewayAnswer])[] = [
  [ResponseType.UNAUTHORIZED, unauthorised],
  [ResponseType.ACCESS_DENIED, refused],
  [ResponseType.INVALID_API_KEY, refused],
  // What API Gateway calls a method that the resource does not have.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, notFound],
  [ResponseType.RESOURCE_NOT_FOUND, notFound],
  [ResponseType.BAD_REQUEST_BODY, { code: 'INVALID_VALUE', diagnostics: 'The request body is not valid' }],
  [ResponseType.BAD_REQUEST_PARAMETERS, { code: 'INVALID_VALUE', diagnostics: 'A request parameter is not valid' }],
  [
    ResponseType.REQUEST_TOO_LARGE,
    { code: 'PAYLOAD_TOO_LARGE', diagnostics: 'The body is larger than the 4.5 MB that the platform carries' },
  ],
  [
    ResponseType.UNSUPPORTED_MEDIA_TYPE,
    { code: 'UNSUPPORTED_MEDIA_TYPE', diagnostics: 'The content type is not supported' },
  ],
  [ResponseType.THROTTLED, { code: 'TOO_MANY_REQUESTS', diagnostics: 'The rate limit is exceeded', retryAfter: 1 }],
  [
    ResponseType.QUOTA_EXCEEDED,
    { code: 'TOO_MANY_REQUESTS', diagnostics: 'The quota of the application is used up', retryAfter: 60 },
  ],
  [ResponseType.WAF_FILTERED, { code: 'FORBIDDEN', diagnostics: 'The request was refused by the firewall' }],
  [ResponseType.INTEGRATION_FAILURE, { code: 'BAD_GATEWAY', diagnostics: 'The API could not be reached' }],
  [ResponseType.INTEGRATION_TIMEOUT, { code: 'TIMEOUT', diagnostics: 'The API did not answer in time' }],
  [ResponseType.AUTHORIZER_FAILURE, broken],
  [ResponseType.AUTHORIZER_CONFIGURATION_ERROR, broken],
  [ResponseType.API_CONFIGURATION_ERROR, busy],
  [ResponseType.DEFAULT_4XX, { code: 'INVALID_VALUE', diagnostics: 'The request is not valid' }],
  [ResponseType.DEFAULT_5XX, broken],
];

/** In the context of an authoriser that says itself what a refused caller is told. */
const asAuthorizerSays = { ...refused, diagnostics: '$context.authorizer.diagnostics' };

/** Words everything that API Gateway itself refuses in the API's own error format. */
export function addGatewayResponses(restApi: RestApi, format: ErrorFormat, authorizerSays: boolean): void {
  for (const [type, worded] of answers) {
    const answer = authorizerSays && type === ResponseType.ACCESS_DENIED ? asAuthorizerSays : worded;
    const { contentType, body } = errorBody(format, { ...answer, requestId: '$context.requestId' });
    restApi.addGatewayResponse(type.responseType, {
      type,
      statusCode: String(errorCodes[answer.code].status),
      templates: { 'application/json': body },
      responseHeaders: headers(contentType, answer),
    });
  }
}

const constant = (value: string) => `'${value}'`;

const headers = (contentType: string, { code, retryAfter }: GatewayAnswer): Record<string, string> => ({
  'Content-Type': constant(contentType),
  'Cache-Control': constant('no-store'),
  'X-Content-Type-Options': constant('nosniff'),
  // Without a quoted keyword, which the quotes of a constant would end.
  'Content-Security-Policy': constant('sandbox'),
  // The caller's, where it sent one: a mapping cannot fall back on another source. The platform's own stands beside it.
  'X-Request-ID': 'method.request.header.X-Request-ID',
  'X-Gateway-Request-ID': 'context.requestId',
  'X-Correlation-ID': 'method.request.header.X-Correlation-ID',
  // RFC 9110 §11.6.1: a 401 says how to authenticate.
  ...(code === 'ACCESS_DENIED' && { 'WWW-Authenticate': constant('Bearer') }),
  ...(retryAfter && { 'Retry-After': constant(String(retryAfter)) }),
});
