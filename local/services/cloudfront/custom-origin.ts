import { randomBytes } from 'node:crypto';
import { type IncomingMessage, request as send } from 'node:http';
import { headerPairs } from '../../cloud/endpoint/incoming-message';
import { allViewerExceptHostHeader, type Behaviour, type Origin } from './distribution';

export type OriginAnswer = Readonly<{
  status: number;
  /** Names in lower case. */
  headers: readonly (readonly [name: string, value: string])[];
  body: AsyncIterable<Uint8Array> | Uint8Array;
}>;

interface OriginRequest {
  readonly message: IncomingMessage;
  readonly origin: Origin;
  readonly behaviour: Behaviour;
  /** Where every origin inside AWS answers, told apart by `Host`. */
  readonly endpointUrl: string;
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
const notPassedOn =
  /^(connection|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|x-amz-cf-.*|x-edge-.*)$/;
const passedOnAlways = /^(content-length|content-type|date|range|if-.*)$/;

/** Asks an origin as the behaviour's origin request policy says: without one, no cookie, query or other header passes. */
export function askCustomOrigin({ message, origin, behaviour, endpointUrl }: OriginRequest): Promise<OriginAnswer> {
  const passesAll = behaviour.OriginRequestPolicyId === allViewerExceptHostHeader;
  const [path = '/', query] = (message.url ?? '/').split(/\?(.*)/s);
  const headers = headerPairs(message.rawHeaders).filter(
    ([name]) => !notPassedOn.test(name.toLowerCase()) && (passesAll || passedOnAlways.test(name.toLowerCase())),
  );
  const own = origin.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName, HeaderValue] as const);
  const replaced = new Set([...own.map(([name]) => name.toLowerCase()), 'x-forwarded-for']);
  // After what the viewer wrote there itself: whoever reads it takes the last that CloudFront put there.
  const forwarded = headers.filter(([name]) => name.toLowerCase() === 'x-forwarded-for').map(([, value]) => value);
  const viewer = (message.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const sent = [
    ['Host', origin.DomainName],
    ...headers.filter(([name]) => !replaced.has(name.toLowerCase())),
    ...own,
    ['X-Forwarded-For', [...forwarded, viewer].join(', ')],
    ['Via', `${message.httpVersion} cloudfront.net (CloudFront)`],
    ['X-Amz-Cf-Id', randomBytes(42).toString('base64url')],
    ...(message.headers['transfer-encoding'] ? [['Transfer-Encoding', 'chunked']] : []),
  ];
  const target = `${origin.OriginPath}${path}${passesAll && query !== undefined ? `?${query}` : ''}`;
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpointUrl);
    const options = { hostname, port, path: target, method: message.method ?? 'GET', headers: sent.flat() };
    const outgoing = send(options, (answer) => {
      const received = headerPairs(answer.rawHeaders).map(([name, value]) => [name.toLowerCase(), value] as const);
      const kept = received.filter(([name]) => !notPassedOn.test(name));
      resolve({ status: answer.statusCode ?? 502, headers: kept, body: answer });
    });
    outgoing.on('error', reject);
    message.pipe(outgoing);
  });
}
