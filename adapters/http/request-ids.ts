import type { MiddlewareHandler } from 'hono';
import { isGuid } from '../../domain/http/request-ids';
import type { GatewayBindings } from './api-gateway-handler';

/**
 * Every answer bears `X-Request-ID`, the caller's where it is a GUID and the gateway's otherwise, and the caller's
 * `X-Correlation-ID`.
 */
export const requestIds: MiddlewareHandler<{ Bindings: GatewayBindings }> = async (context, next) => {
  await next();
  const asked = context.req.header('x-request-id');
  const correlationId = context.req.header('x-correlation-id');
  context.header('X-Request-ID', asked !== undefined && isGuid(asked) ? asked : context.env.gatewayRequestId);
  if (correlationId !== undefined) context.header('X-Correlation-ID', correlationId);
};
