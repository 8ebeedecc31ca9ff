import { scalarText } from '../../scalar-text';

/**
 * What API Gateway calls its own answers, by whose concern they are; any other word becomes `other`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  access: [
    'ACCESS_DENIED',
    'UNAUTHORIZED',
    'MISSING_AUTHENTICATION_TOKEN',
    'INVALID_API_KEY',
    'EXPIRED_TOKEN',
    'INVALID_SIGNATURE',
  ],
  throttled: ['THROTTLED', 'QUOTA_EXCEEDED'],
  request: [
    'BAD_REQUEST_BODY',
    'BAD_REQUEST_PARAMETERS',
    'REQUEST_TOO_LARGE',
    'RESOURCE_NOT_FOUND',
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  firewall: ['WAF_FILTERED'],
  platform: [
    'API_CONFIGURATION_ERROR',
    'AUTHORIZER_CONFIGURATION_ERROR',
    'AUTHORIZER_FAILURE',
    'DEFAULT_5XX',
    'INTEGRATION_FAILURE',
    'INTEGRATION_TIMEOUT',
  ],
};
const BY_TYPE = new Map(Object.entries(CLASSES).flatMap(([name, types]) => types.map((type) => [type, name] as const)));

/** Which part refused or failed a request: where API Gateway did not answer itself, the target did. */
export function errorClass(status: unknown, errorType: unknown): string {
  if (errorType !== undefined) return BY_TYPE.get(scalarText(errorType)) ?? 'other';
  return Number(scalarText(status)) >= 400 ? 'target' : 'none';
}
