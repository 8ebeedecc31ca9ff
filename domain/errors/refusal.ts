import type { ErrorFormat } from '../api-definition/api-definition';
import type { HttpResponse, NameValueList } from '../http/http-message';
import { type ErrorDetails, errorBody } from './error-body';
import { errorCodes } from './error-code';

/** A request that the platform answers itself, with words for its caller. */
export class Refusal extends Error {
  readonly details: Omit<ErrorDetails, 'requestId'>;
  readonly headers: NameValueList;

  constructor(details: Omit<ErrorDetails, 'requestId'>, headers: NameValueList = []) {
    super(details.diagnostics);
    this.name = 'Refusal';
    this.details = details;
    this.headers = headers;
  }
}

const unknownError = {
  code: 'UNKNOWN_ERROR',
  diagnostics: 'The platform failed to answer. Quote the X-Request-ID of this response when you report it.',
} as const;

/** What was thrown, as a response in the API's own format: a Refusal in its words, anything else without a cause. */
export function errorResponse(format: ErrorFormat, error: unknown, requestId: string): HttpResponse {
  const { details, headers } = error instanceof Refusal ? error : new Refusal(unknownError);
  const { contentType, body } = errorBody(format, { ...details, requestId });
  return {
    status: details.status ?? errorCodes[details.code].status,
    headers: [['Content-Type', contentType], ['Cache-Control', 'no-store'], ...headers],
    body: new TextEncoder().encode(body),
  };
}
