import { own } from '../../../../domain/own';
import { contextVariables } from '../exchange/context-variables';
import type { Call } from '../exchange/exchange';
import { headerValues } from '../exchange/gateway-request';
import type { Authorizer } from '../model/gateway-model';

export type Identity = readonly (readonly string[])[];

/**
 * What a caller shows to an authoriser: all values of each identity source, in the authoriser's order. Undefined where
 * one is missing or empty: then API Gateway answers 401 and does not ask the function.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
 */
export function readIdentity(call: Call, authorizer: Authorizer): Identity | undefined {
  const identity = authorizer.identitySources.map((source) => valuesOf(call, source));
  return identity.every((values) => values.length > 0 && values.every((value) => value.trim() !== ''))
    ? identity
    : undefined;
}

function valuesOf(call: Call, source: string): readonly string[] {
  const [, kind, name = ''] =
    /^(method\.request\.header|method\.request\.querystring|stageVariables|context)\.(.+)$/.exec(source) ?? [];
  if (kind === 'method.request.header') return headerValues(call.request, name);
  if (kind === 'method.request.querystring') return call.request.query.get(name) ?? [];
  const value = kind === 'context' ? contextVariables(call).get(name) : own(call.target.stage.variables, name);
  return value === undefined ? [] : [value];
}
