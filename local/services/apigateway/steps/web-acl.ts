import type { Exchange } from '../exchange/exchange';
import { GatewayFailure } from '../exchange/gateway-failure';
import { headerValues } from '../exchange/gateway-request';

/** A web ACL, as far as it is run here: the rules of the common set that block. */
export interface WebAcl {
  readonly blocks: readonly CoreRule[];
}

interface Inspected {
  readonly exchange: Exchange;
  /** As received. */
  readonly query: string;
  readonly body: Buffer;
}

/**
 * The rules of `AWSManagedRulesCommonRuleSet` that a legitimate call meets by its size, or by coming from a program. Those
 * that look for attacks in what is sent are not run.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const coreRules = {
  SizeRestrictions_QUERYSTRING: ({ query }: Inspected) => query.length > 2_048,
  SizeRestrictions_URIPATH: ({ exchange }: Inspected) => exchange.request.path.length > 1_024,
  SizeRestrictions_Cookie_HEADER: ({ exchange }: Inspected) =>
    headerValues(exchange.request, 'Cookie').join('').length > 10_240,
  SizeRestrictions_BODY: ({ body }: Inspected) => body.length > 8_192,
  NoUserAgent_HEADER: ({ exchange }: Inspected) => headerValues(exchange.request, 'User-Agent').length === 0,
};
export type CoreRule = keyof typeof coreRules;
export const coreRuleNames = Object.keys(coreRules) as CoreRule[];

/** @throws GatewayFailure `WAF_FILTERED` where a rule blocks the call. */
export function inspect({ blocks }: WebAcl, inspected: Inspected): void {
  if (blocks.some((rule) => coreRules[rule](inspected))) throw new GatewayFailure('WAF_FILTERED');
}
