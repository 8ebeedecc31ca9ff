import { own } from '../../../../domain/own';
import type { Call, Exchange } from './exchange';
import { header } from './gateway-request';

/** The value of `method.request.header.X`, `.querystring.X` or `.path.X`; of several values the last. */
export function requestParameter(exchange: Exchange | Call, source: string): string | undefined {
  const [, place, name = ''] = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(source) ?? [];
  if (place === 'header') return header(exchange.request, name);
  if (place === 'querystring') return exchange.request.query.get(name)?.at(-1);
  return place === 'path' ? own(exchange.pathParameters, name) : undefined;
}
