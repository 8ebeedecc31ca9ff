import type { IncomingMessage } from 'node:http';
import { GatewayFailure } from '../exchange/gateway-failure';

const HEAD_LIMIT_BYTES = 10_240;
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * The quotas on a Regional API's URL, and on its request line and header values together
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html). The
 * page does not name the answers; users report 431 with this message.
 */
export function checkRequestLimits({ method = '', url = '', rawHeaders }: IncomingMessage): void {
  if (url.length > HEAD_LIMIT_BYTES) {
    throw new GatewayFailure('DEFAULT_4XX', { status: 414, text: 'Request URI too long' });
  }
  const values = rawHeaders.filter((_, index) => index % 2 === 1);
  const size = values.reduce((sum, value) => sum + value.length, `${method} ${url} HTTP/1.1`.length);
  if (size > HEAD_LIMIT_BYTES) {
    throw new GatewayFailure('DEFAULT_4XX', {
      status: 431,
      text: `HTTP header is larger than ${HEAD_LIMIT_BYTES} bytes.`,
    });
  }
}

/**
 * At most 10 MB. Of a longer body nothing is kept, but it is read to its end, so that the client sees the answer instead
 * of a reset connection; Node's own `requestTimeout` bounds that.
 */
export function readRequestBody(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = Number(message.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES ? Number.POSITIVE_INFINITY : 0;
    const refuseOverLimit = () => {
      if (size <= BODY_LIMIT_BYTES) return;
      chunks = [];
      reject(new GatewayFailure('REQUEST_TOO_LARGE'));
    };
    refuseOverLimit();
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
      refuseOverLimit();
    });
    message.on('end', () => resolve(Buffer.concat(chunks)));
    message.on('error', () => reject(new GatewayFailure('DEFAULT_4XX')));
    message.on('close', () => reject(new GatewayFailure('DEFAULT_4XX')));
  });
}
