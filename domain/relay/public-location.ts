import { isPublicName } from '../http/public-name';

/** Where an answer comes from, and where its caller sees it. */
export interface LocationContext {
  /** What the request was sent to. */
  readonly url: string;
  readonly target: string;
  readonly basePath: string;
}

/**
 * A place below the target's URL as a path below the API's base path (RFC 9110 §10.2.2 allows a relative reference).
 * Another place on the target's host is nobody's business, nor is an address inside some network; another host of the
 * internet is passed on.
 */
export function publicLocation(location: string, { url, target, basePath }: LocationContext): string | undefined {
  if (!URL.canParse(location, url)) return undefined;
  const place = new URL(location, url);
  const root = new URL(target);
  if (!/^https?:$/.test(place.protocol) || place.username !== '' || place.password !== '') return undefined;
  if (place.host !== root.host) {
    return hostOf(place) !== hostOf(root) && isPublicName(place.hostname) ? place.href : undefined;
  }
  const path = root.pathname.replace(/\/+$/, '');
  if (!place.pathname.startsWith(`${path}/`)) return undefined;
  return `${basePath}${place.pathname.slice(path.length)}${place.search}${place.hash}`;
}

/** DNS knows one host with and without the dot at its end. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/(?<!\.)\.+$/, '');
