/**
 * A request that the gateway answers itself. `status` overrules the type's default status; a null `message` is what
 * API Gateway itself says of authoriser faults.
 */
export class GatewayFailure extends Error {
  readonly type: GatewayResponseType;
  readonly text: string | null;
  readonly status: number;
  readonly validationError: string | undefined;

  constructor(type: GatewayResponseType, options: { text?: string; status?: number; validationError?: string } = {}) {
    const known = GATEWAY_RESPONSES[type];
    super(options.text ?? known.text ?? type);
    this.type = type;
    this.text = options.text ?? known.text;
    this.status = options.status ?? known.status;
    this.validationError = options.validationError;
  }
}

/**
 * Default status and message of each gateway response type, and the `x-amzn-ErrorType` that goes with it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const GATEWAY_RESPONSES = {
  ACCESS_DENIED: { status: 403, text: 'User is not authorized to access this resource', error: 'AccessDenied' },
  API_CONFIGURATION_ERROR: { status: 500, text: 'Internal server error', error: 'InternalServerError' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, text: null, error: 'AuthorizerConfiguration' },
  AUTHORIZER_FAILURE: { status: 500, text: null, error: 'AuthorizerFailure' },
  BAD_REQUEST_BODY: { status: 400, text: 'Invalid request body', error: 'BadRequest' },
  BAD_REQUEST_PARAMETERS: { status: 400, text: 'Missing required request parameters', error: 'BadRequest' },
  DEFAULT_4XX: { status: 400, text: 'Bad Request', error: 'BadRequest' },
  DEFAULT_5XX: { status: 500, text: 'Internal server error', error: 'InternalServerError' },
  INTEGRATION_FAILURE: { status: 504, text: 'Network error communicating with endpoint', error: 'InternalServerError' },
  INTEGRATION_TIMEOUT: { status: 504, text: 'Endpoint request timed out', error: 'InternalServerError' },
  INVALID_API_KEY: { status: 403, text: 'Forbidden', error: 'Forbidden' },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    text: 'Missing Authentication Token',
    error: 'MissingAuthenticationToken',
  },
  QUOTA_EXCEEDED: { status: 429, text: 'Limit Exceeded', error: 'LimitExceeded' },
  REQUEST_TOO_LARGE: {
    status: 413,
    text: 'HTTP content length exceeded 10485760 bytes.',
    error: 'RequestTooLarge',
  },
  THROTTLED: { status: 429, text: 'Too Many Requests', error: 'TooManyRequests' },
  UNAUTHORIZED: { status: 401, text: 'Unauthorized', error: 'Unauthorized' },
  WAF_FILTERED: { status: 403, text: 'Forbidden', error: 'Forbidden' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, text: 'Unsupported Media Type', error: 'UnsupportedMediaType' },
} as const satisfies Record<string, { status: number; text: string | null; error: string }>;

export type GatewayResponseType = keyof typeof GATEWAY_RESPONSES;
