import type { IncomingMessage } from 'node:http';
import { ServiceFailure } from '../faults/service-failure';

/** The body, of which no more than the limit is held; throws `RequestEntityTooLarge` where it is longer. */
export async function readBody(message: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed where it is too long: its sender is still to be answered.
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > limitBytes)
      throw new ServiceFailure('RequestEntityTooLarge', `a body may hold ${limitBytes} bytes here`, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Node's `rawHeaders`, in the order and the spelling in which they came. */
export const headerPairs = (raw: readonly string[]): (readonly [name: string, value: string])[] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));
