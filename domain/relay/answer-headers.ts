import { isOwnAnswerHeader, standardAnswerHeaders } from '../http/answer-headers';
import { headerValue, type NameValueList } from '../http/http-message';
import { privateCaching } from './caching';
import { ownCookie } from './own-cookies';
import { publicLinks } from './public-link';
import { type LocationContext, publicLocation } from './public-location';
import type { RelayConfig } from './relay-config';

const rewritten = new Set(['location', 'content-location', 'link', 'cache-control']);

/** Addresses inside a network, and names that only it knows. */
const inside =
  /\b(10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}|169\.254(\.\d{1,3}){2}|127(\.\d{1,3}){3}|localhost|[a-z0-9-]{1,63}\.(internal|local|localdomain|lan|intranet|corp))\b/i;

/**
 * @returns what a caller is told of the headers of one API's target: the standard ones and those that the API declares,
 * without addresses and names of the target's own network.
 */
export function makeAnswerHeaders(config: RelayConfig) {
  const { basePath, target } = config;
  const known = new Set<string>([...standardAnswerHeaders, ...config.responseHeaders]);
  const [host = ''] = hosts(new URL(target.url).hostname);
  const tells = (value: string): boolean => inside.test(value) || hosts(value).includes(host);

  return (headers: NameValueList, { url, isOpen }: { url: string; isOpen: boolean }): NameValueList => {
    const place: LocationContext = { url, target: target.url, basePath };
    const passed = headers.filter(([name, value]) => {
      const lower = name.toLowerCase();
      return known.has(lower) && !rewritten.has(lower) && isOwnAnswerHeader(name) && !tells(value);
    });
    return [
      ...passed,
      ...oneOf(headers, 'Location', (value) => publicLocation(value, place)),
      ...oneOf(headers, 'Content-Location', (value) => publicLocation(value, place)),
      ...oneOf(headers, 'Link', (value) => publicLinks(value, place)).filter(([, value]) => !tells(value)),
      ['Cache-Control', caching(headers, isOpen)],
      ...(config.cookies ? cookies(headers, basePath) : []),
    ];
  };
}

/** What in a text may be the name of a host, without the dot that may end it. */
const hosts = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9.-]+/)
    .map((name) => name.replace(/^\.+|(?<!\.)\.+$/g, ''));

function oneOf(headers: NameValueList, name: string, made: (value: string) => string | undefined): NameValueList {
  const sent = headerValue(headers, name);
  const value = sent === undefined ? undefined : made(sent);
  return value === undefined ? [] : [[name, value]];
}

function caching(headers: NameValueList, isOpen: boolean): string {
  const sent = headerValue(headers, 'Cache-Control');
  if (sent === undefined) return 'no-store';
  return isOpen ? sent : privateCaching(sent);
}

const cookies = (headers: NameValueList, basePath: string): NameValueList =>
  headers.flatMap(([name, value]) => {
    const cookie = name.toLowerCase() === 'set-cookie' ? ownCookie(value, basePath) : undefined;
    return cookie === undefined ? [] : [['Set-Cookie', cookie] as const];
  });
