import { type HttpResponse, headerValue, type NameValueList } from './http-message';
import { isRandomUuid } from './random-id';

/** The names of one request, none of which says anything about a person. */
export interface RequestIds {
  /** API Gateway's own, the one in the access log. */
  readonly gatewayId: string;
  /** The caller's `X-Request-ID` where it is a random UUID, the gateway's otherwise. */
  readonly requestId: string;
  /** The caller's `X-Correlation-ID` where it is short, printable ASCII. It is passed on and never kept. */
  readonly correlationId?: string;
}

const printable = /^[\x20-\x7e]{1,256}$/;

export function requestIds(headers: NameValueList, gatewayId: string): RequestIds {
  const sent = headerValue(headers, 'X-Request-ID');
  const correlationId = headerValue(headers, 'X-Correlation-ID');
  return {
    gatewayId,
    requestId: sent !== undefined && isRandomUuid(sent) ? sent : gatewayId,
    ...(correlationId !== undefined && printable.test(correlationId) && { correlationId }),
  };
}

/** What every answer bears of them. */
export const requestIdHeaders = ({ requestId, correlationId }: RequestIds): NameValueList => [
  ['X-Request-ID', requestId],
  ...(correlationId === undefined ? [] : ([['X-Correlation-ID', correlationId]] as const)),
];

/** The response with the request's names on it, which replace any that a target or an example gave. */
export function withRequestIds(response: HttpResponse, ids: RequestIds): HttpResponse {
  const others = response.headers.filter(([name]) => !/^x-(request|correlation)-id$/i.test(name));
  return { ...response, headers: [...others, ...requestIdHeaders(ids)] };
}
