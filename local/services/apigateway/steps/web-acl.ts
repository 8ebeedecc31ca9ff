import type { Exchange } from '../exchange/exchange';
import { GatewayFailure } from '../exchange/gateway-failure';
import { headerValues } from '../exchange/gateway-request';
import type { CoreRule, WebAcl } from '../model/gateway-model';

interface Inspected {
  readonly exchange: Exchange;
  /** As received. */
  readonly query: string;
  readonly body: Buffer;
}

const isBroken = {
  SizeRestrictions_QUERYSTRING: ({ query }) => query.length > 2_048,
  SizeRestrictions_URIPATH: ({ exchange }) => exchange.request.path.length > 1_024,
  SizeRestrictions_Cookie_HEADER: ({ exchange }) => headerValues(exchange.request, 'Cookie').join('').length > 10_240,
  SizeRestrictions_BODY: ({ body }) => body.length > 8_192,
  NoUserAgent_HEADER: ({ exchange }) => headerValues(exchange.request, 'User-Agent').length === 0,
} satisfies Record<CoreRule, (inspected: Inspected) => boolean>;

/** @throws GatewayFailure `WAF_FILTERED` where a rule blocks the call. */
export function inspect({ blocks }: WebAcl, inspected: Inspected): void {
  if (blocks.some((rule) => isBroken[rule](inspected))) throw new GatewayFailure('WAF_FILTERED');
}
