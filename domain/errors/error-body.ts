import type { ErrorFormat } from '../api-definition/api-definition';
import { type ErrorCode, errorCodes } from './error-code';

export interface ErrorDetails {
  readonly code: ErrorCode;
  /** @default the status that `code` stands for */
  readonly status?: number;
  /** @default the title that `code` stands for */
  readonly title?: string;
  /** What the caller can do about it; never what a target or a library said. */
  readonly diagnostics: string;
  /** The response's X-Request-ID; in a gateway response the placeholder `$context.requestId`. */
  readonly requestId: string;
}

export interface ErrorBody {
  readonly contentType: string;
  readonly body: string;
}

type Complete = Required<ErrorDetails>;

const spineCodeSystem = 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode';

/** The code system has one code for 401 and 403. */
const spineCode = (code: ErrorCode): string => (code === 'FORBIDDEN' ? 'ACCESS_DENIED' : code);

const operationOutcome = ({ code, title, diagnostics }: Complete) => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: errorCodes[code].issue,
      details: { coding: [{ system: spineCodeSystem, version: '1', code: spineCode(code), display: title }] },
      diagnostics,
    },
  ],
});

// `type` is left out: RFC 9457 §4.2.1 then reads it as `about:blank`, whose title is free and whose status says it all.
const problem = ({ status, code, title, diagnostics, requestId }: Complete) => ({
  title,
  status,
  detail: diagnostics,
  code,
  requestId,
});

const oauthError = ({ code, diagnostics, requestId }: Complete) => ({
  error: errorCodes[code].oauth,
  error_description: diagnostics,
  message_id: requestId,
});

// https://jsonapi.org/format/#error-objects
const jsonApiErrors = ({ status, code, title, diagnostics, requestId }: Complete) => ({
  errors: [{ id: `${requestId}.0`, code, status: String(status), title, detail: diagnostics }],
});

const formats = {
  fhir: { contentType: 'application/fhir+json', write: operationOutcome },
  problem: { contentType: 'application/problem+json', write: problem },
  oauth: { contentType: 'application/json', write: oauthError },
  'json-api': { contentType: 'application/vnd.api+json', write: jsonApiErrors },
} as const satisfies Record<ErrorFormat, { contentType: string; write: (details: Complete) => unknown }>;

/**
 * An error in the words of the API it comes from. The gateway's own responses are made with it too: placeholders such
 * as `$context.requestId` pass through as the strings they are.
 */
export function errorBody(format: ErrorFormat, details: ErrorDetails): ErrorBody {
  const { contentType, write } = formats[format];
  const { status, title } = errorCodes[details.code];
  return { contentType, body: JSON.stringify(write({ status, title, ...details })) };
}
