import type { IncomingMessage } from 'node:http';
import { headerPairs } from '../../../cloud/endpoint/incoming-message';

/** A request as received, apart from its body. */
export interface GatewayRequest {
  readonly method: string;
  /** Percent-encoded, without query. */
  readonly path: string;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** In the order and spelling in which they were sent, without those that API Gateway never passes on. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly sourceIp: string;
  readonly protocol: string;
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
const NOT_PASSED_ON = new Set(
  'connection keep-alive content-length content-md5 expect max-forwards proxy-authenticate server te trailer transfer-encoding'
    .concat(' upgrade via www-authenticate x-http-method-override')
    .split(' '),
);

export function readGatewayRequest(message: IncomingMessage): GatewayRequest {
  const target = (message.url ?? '/').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '');
  const [path = '', ...query] = target.split('?');
  return {
    method: methodOf(message),
    path: path || '/',
    query: readQuery(query.join('?')),
    headers: headerPairs(message.rawHeaders).filter(([name]) => !NOT_PASSED_ON.has(name.toLowerCase())),
    sourceIp: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    protocol: `HTTP/${message.httpVersion}`,
  };
}

// API Gateway acts on X-HTTP-Method-Override (the same page), so a caller can change the method that is authorised.
function methodOf(message: IncomingMessage): string {
  const override = message.headers['x-http-method-override'];
  return (
    typeof override === 'string' && /^[A-Za-z]+$/.test(override) ? override : (message.method ?? 'GET')
  ).toUpperCase();
}

/** A semicolon splits as an ampersand does (the same page). */
function readQuery(query: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of query.split(/[&;]/).filter(Boolean)) {
    const [name = '', ...value] = pair.split('=').map((part) => part.replaceAll('+', ' '));
    const key = decodeLeniently(name);
    values.set(key, [...(values.get(key) ?? []), decodeLeniently(value.join('='))]);
  }
  return values;
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Every value of a header, whatever its spelling. */
export const headerValues = ({ headers }: GatewayRequest, name: string): string[] =>
  headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

/** API Gateway keeps the last value where only one can be given. */
export const header = (request: GatewayRequest, name: string): string | undefined => headerValues(request, name).at(-1);
