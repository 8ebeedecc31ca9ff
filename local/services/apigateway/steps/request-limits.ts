import type { IncomingMessage } from 'node:http';
import { GatewayFailure } from '../exchange/gateway-failure';

const LIMIT_BYTES = 10_240;

/**
 * The quotas on a Regional API's URL, and on its request line and header values together
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html). The
 * page does not name the answers; users report 431 with this message.
 */
export function checkRequestLimits({ method = '', url = '', rawHeaders }: IncomingMessage): void {
  if (url.length > LIMIT_BYTES) {
    throw new GatewayFailure('DEFAULT_4XX', { status: 414, text: 'Request URI too long' });
  }
  const values = rawHeaders.filter((_, index) => index % 2 === 1);
  const size = values.reduce((sum, value) => sum + value.length, `${method} ${url} HTTP/1.1`.length);
  if (size > LIMIT_BYTES) {
    throw new GatewayFailure('DEFAULT_4XX', { status: 431, text: `HTTP header is larger than ${LIMIT_BYTES} bytes.` });
  }
}
