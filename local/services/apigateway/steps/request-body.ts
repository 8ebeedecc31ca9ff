import type { IncomingMessage } from 'node:http';
import { GatewayFailure } from '../exchange/gateway-failure';

const LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * At most 10 MB. Of a longer body nothing is kept, but it is read to its end, so that the client sees the answer instead
 * of a reset connection; Node's own `requestTimeout` bounds that.
 */
export function readRequestBody(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = Number(message.headers['content-length'] ?? 0) > LIMIT_BYTES ? Number.POSITIVE_INFINITY : 0;
    const refuseOverLimit = () => {
      if (size <= LIMIT_BYTES) return;
      chunks = [];
      reject(new GatewayFailure('REQUEST_TOO_LARGE'));
    };
    refuseOverLimit();
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LIMIT_BYTES) chunks.push(chunk);
      refuseOverLimit();
    });
    message.on('end', () => resolve(Buffer.concat(chunks)));
    message.on('error', () => reject(new GatewayFailure('DEFAULT_4XX')));
    message.on('close', () => reject(new GatewayFailure('DEFAULT_4XX')));
  });
}
