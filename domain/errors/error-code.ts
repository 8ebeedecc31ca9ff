/**
 * What the platform itself can refuse or fail at, in the words of NHS England's Spine-ErrorOrWarningCode, with the
 * answer each stands for. `issue` is the FHIR R4 IssueType, `oauth` the error of RFC 6749 §5.2, RFC 6750 §3.1 or
 * RFC 6749 §4.1.2.1.
 */
export const errorCodes = {
  INVALID_VALUE: { status: 400, title: 'Invalid value', issue: 'value', oauth: 'invalid_request' },
  MISSING_VALUE: { status: 400, title: 'Missing value', issue: 'required', oauth: 'invalid_request' },
  ACCESS_DENIED: { status: 401, title: 'Access Denied - Unauthorised', issue: 'forbidden', oauth: 'invalid_token' },
  FORBIDDEN: { status: 403, title: 'Access Denied - Forbidden', issue: 'forbidden', oauth: 'access_denied' },
  RESOURCE_NOT_FOUND: { status: 404, title: 'Resource not found', issue: 'not-found', oauth: 'invalid_request' },
  NOT_ACCEPTABLE: { status: 406, title: 'Not acceptable', issue: 'not-supported', oauth: 'invalid_request' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'Payload too large', issue: 'too-long', oauth: 'invalid_request' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'Unsupported media type',
    issue: 'not-supported',
    oauth: 'invalid_request',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: 'Too many requests',
    issue: 'throttled',
    oauth: 'temporarily_unavailable',
  },
  UNKNOWN_ERROR: { status: 500, title: 'Unknown error', issue: 'exception', oauth: 'server_error' },
  BAD_GATEWAY: { status: 502, title: 'Bad gateway', issue: 'transient', oauth: 'server_error' },
  SERVICE_UNAVAILABLE: {
    status: 503,
    title: 'Service unavailable',
    issue: 'transient',
    oauth: 'temporarily_unavailable',
  },
  TIMEOUT: { status: 504, title: 'Gateway timeout', issue: 'timeout', oauth: 'temporarily_unavailable' },
} as const;
export type ErrorCode = keyof typeof errorCodes;
