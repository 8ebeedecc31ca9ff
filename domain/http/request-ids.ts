import { type HttpResponse, headerValue, type NameValueList } from './http-message';

/** The names of one request, none of which says anything about a person. */
export interface RequestIds {
  /** API Gateway's own, the one in the access log. */
  readonly gatewayId: string;
  /** The caller's `X-Request-ID` where it is a GUID, the gateway's otherwise. */
  readonly requestId: string;
  /** The caller's `X-Correlation-ID` where it is short, printable ASCII. */
  readonly correlationId?: string;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const printable = /^[\x20-\x7e]{1,256}$/;

export const isGuid = (text: string): boolean => guid.test(text);

export function requestIds(headers: NameValueList, gatewayId: string): RequestIds {
  const sent = headerValue(headers, 'X-Request-ID');
  const correlationId = headerValue(headers, 'X-Correlation-ID');
  return {
    gatewayId,
    requestId: sent !== undefined && isGuid(sent) ? sent : gatewayId,
    ...(correlationId !== undefined && printable.test(correlationId) && { correlationId }),
  };
}

/** The response with the request's names on it, which replace any that a target or an example gave. */
export function withRequestIds(response: HttpResponse, { requestId, correlationId }: RequestIds): HttpResponse {
  const others = response.headers.filter(([name]) => !/^x-(request|correlation)-id$/i.test(name));
  const own: NameValueList = [['X-Request-ID', requestId]];
  return {
    ...response,
    headers: [
      ...others,
      ...own,
      ...(correlationId === undefined ? [] : ([['X-Correlation-ID', correlationId]] as const)),
    ],
  };
}
