import type { MiddlewareHandler } from 'hono';
import { requestIds as readRequestIds, requestIdHeaders } from '../../domain/http/request-ids';
import type { GatewayBindings } from './api-gateway-handler';

/** Every answer bears the request's ids, by the rule that holds for every API. */
export const requestIds: MiddlewareHandler<{ Bindings: GatewayBindings }> = async (context, next) => {
  await next();
  const ids = readRequestIds([...context.req.raw.headers], context.env.gatewayRequestId);
  for (const [name, value] of requestIdHeaders(ids)) context.header(name, value);
};
