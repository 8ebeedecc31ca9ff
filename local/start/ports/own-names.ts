import type { IncomingMessage, RequestListener } from 'node:http';

/** The host names under which the platform answers on this machine. */
const hostNames = ['127.0.0.1', 'localhost'] as const;

export interface OwnNames {
  /** The port that the request came in on. */
  readonly port: number;
  /** Every port of the platform: pages of one may call another. */
  readonly ports: readonly number[];
  /** Further host names that one port stands for, such as those of API Gateway. */
  isAlsoOwn?(hostName: string): boolean;
}

/**
 * Refuses what a page of another site can make a browser send here: a request under a host name that was pointed at this
 * machine (DNS rebinding), and one that bears another site's `Origin`.
 */
export const underOwnNames =
  (names: OwnNames, listener: RequestListener): RequestListener =>
  (request, response) => {
    const refusal = refusalOf(names, request);
    if (!refusal) return listener(request, response);
    request.resume();
    const [status, error] = refusal;
    const body = JSON.stringify({ error });
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body);
  };

function refusalOf(names: OwnNames, { headers, url = '' }: IncomingMessage): readonly [number, string] | undefined {
  // The authority of a request target in absolute form stands in the place of `Host` (RFC 9112 §3.2.2).
  const authorities = [headers.host ?? '', ...(/^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.slice(1) ?? [])];
  const own = `${hostNames.join(' or ')} with port ${names.port}`;
  if (!authorities.every((authority) => isOwnHost(names, authority))) return [421, `this port answers to ${own} only`];
  const { origin } = headers;
  if (origin !== undefined && !isOwnOrigin(names, origin))
    return [403, 'pages of other origins may not call this port'];
  return undefined;
}

/** A browser always names the port of a URL that has one, so a name without it was written by hand. */
function isOwnHost({ port, isAlsoOwn }: OwnNames, authority: string): boolean {
  const [, name = '', given] = /^([a-z0-9.-]+?)\.?(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  const hostName = name.toLowerCase();
  if (isAlsoOwn?.(hostName)) return true;
  return hostNames.some((one) => one === hostName) && (given === undefined || Number(given) === port);
}

const isOwnOrigin = ({ ports }: OwnNames, origin: string): boolean =>
  ports.some((port) => hostNames.some((name) => origin === `http://${name}:${port}`));
