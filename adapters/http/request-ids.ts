import type { MiddlewareHandler } from 'hono';
import type { GatewayBindings } from './api-gateway-handler';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Every answer bears `X-Request-ID`, the caller's where it is a GUID and the gateway's otherwise, and the caller's
 * `X-Correlation-ID`.
 */
export const requestIds: MiddlewareHandler<{ Bindings: GatewayBindings }> = async (context, next) => {
  await next();
  const asked = context.req.header('x-request-id');
  const correlationId = context.req.header('x-correlation-id');
  context.header('X-Request-ID', asked !== undefined && guid.test(asked) ? asked : context.env.gatewayRequestId);
  if (correlationId !== undefined) context.header('X-Correlation-ID', correlationId);
};
