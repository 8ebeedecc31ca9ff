import type { ErrorCode } from '../errors/error-code';
import { Refusal } from '../errors/refusal';
import { type HttpResponse, headerValue, type NameValueList } from '../http/http-message';
import { fitsPayload } from '../http/payload';
import { makeAnswerHeaders } from './answer-headers';
import { isAnswerable } from './answer-media-type';
import type { RelayConfig, RelayedOperation } from './relay-config';
import type { TargetAnswer } from './target';

type Answered = Extract<TargetAnswer, { outcome: 'answered' }>;

const codeOfStatus = new Map<number, ErrorCode>([
  [401, 'ACCESS_DENIED'],
  [403, 'FORBIDDEN'],
  [404, 'RESOURCE_NOT_FOUND'],
  [406, 'NOT_ACCEPTABLE'],
  [413, 'PAYLOAD_TOO_LARGE'],
  [415, 'UNSUPPORTED_MEDIA_TYPE'],
  [429, 'TOO_MANY_REQUESTS'],
  [502, 'BAD_GATEWAY'],
  [503, 'SERVICE_UNAVAILABLE'],
  [504, 'TIMEOUT'],
]);

/**
 * What the caller gets of a target's answer: everything up to 4xx as it is, without the headers that are not an API's
 * to send. A body of a media type that browsers run, and the operation does not declare, is bytes to be saved.
 * @throws Refusal where the target failed, and where it refused in such a media type, as the error pages of servers
 * are; nothing of what it said is in it.
 */
export function makeTargetResponse(config: RelayConfig) {
  const answerHeaders = makeAnswerHeaders(config);
  return (answer: TargetAnswer, { url, operation }: { url: string; operation: RelayedOperation }): HttpResponse => {
    const answered = checked(answer);
    const headers = answerHeaders(answered.headers, { url, isOpen: operation.access.length === 0 });
    const contentType = headerValue(answered.headers, 'Content-Type');
    if (contentType === undefined || isAnswerable(contentType, operation.mediaTypes)) return { ...answered, headers };
    if (answered.status >= 400) throw refusedWith(answered);
    return { ...answered, headers: [...headers.filter(([name]) => !describing.has(name.toLowerCase())), ...toBeSaved] };
  };
}

const describing = new Set(['content-type', 'content-disposition']);
const toBeSaved: NameValueList = [
  ['Content-Type', 'application/octet-stream'],
  ['Content-Disposition', 'attachment'],
];

function checked(answer: TargetAnswer): Answered {
  if (answer.outcome === 'timed-out') {
    throw new Refusal({ code: 'TIMEOUT', diagnostics: "The API's backend did not answer in time." });
  }
  if (answer.outcome === 'too-large') throw tooLarge();
  if (answer.outcome === 'unreachable' || answer.status < 200 || answer.status > 599) {
    throw new Refusal({ code: 'BAD_GATEWAY', diagnostics: "The API's backend could not be reached." });
  }
  if (answer.status >= 500) throw failedWith(answer);
  if (answer.body && !fitsPayload(answer.body)) throw tooLarge();
  return answer;
}

const tooLarge = (): Refusal =>
  new Refusal({
    code: 'BAD_GATEWAY',
    diagnostics: 'The response is larger than the 6 MB that the platform carries. Ask for less at once.',
  });

const failedWith = ({ status, headers }: Answered): Refusal =>
  new Refusal(
    { code: codeOfStatus.get(status) ?? 'UNKNOWN_ERROR', status, diagnostics: "The API's backend failed to answer." },
    retryAfter(headers),
  );

const refusedWith = ({ status, headers }: Answered): Refusal =>
  new Refusal(
    {
      code: codeOfStatus.get(status) ?? 'INVALID_VALUE',
      status,
      diagnostics: "The API's backend refused the request.",
    },
    retryAfter(headers),
  );

const retryAfter = (headers: NameValueList): NameValueList =>
  headers.filter(([name, value]) => name.toLowerCase() === 'retry-after' && /^[\w ,:]+$/.test(value));
