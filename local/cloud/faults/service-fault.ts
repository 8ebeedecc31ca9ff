import type { FaultyService } from './faults';
import { ServiceFailure } from './service-failure';

const unavailable = 'Please reduce your request rate.';
const internal = 'An internal error occurred.';

/** How each service says that it failed; SDKs try all of these again. */
const failures = {
  s3: ['ServiceUnavailable', unavailable, 503],
  dynamodb: ['InternalServerError', internal, 500],
  kms: ['KMSInternalException', internal, 500],
  sqs: ['ServiceUnavailable', unavailable, 503],
  firehose: ['ServiceUnavailableException', unavailable, 503],
  secretsmanager: ['InternalServiceError', internal, 500],
  'cognito-idp': ['InternalErrorException', internal, 500],
  lambda: ['ServiceException', internal, 500],
} as const satisfies Record<FaultyService, readonly [code: string, message: string, status: number]>;

export function serviceFault(service: FaultyService): ServiceFailure {
  const [code, message, status] = failures[service];
  return new ServiceFailure(code, message, status);
}
