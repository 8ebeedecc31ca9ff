import { headerValue, type NameValueList } from '../http/http-message';

/** RFC 6265bis §4.1.1; a name with a prefix asks for what only a whole host can give. */
const cookie =
  /^(?!__)([!#$%&'*+.^_`|~0-9A-Za-z-]{1,256})=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,4096}|"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,4094}")$/;

/** How long a cookie lives, and how it travels, are the API's to say; where it goes is not. */
const kept = /^(max-age=-?\d{1,10}|expires=[\w ,:+-]{1,64}|samesite=(strict|lax|none)|partitioned)$/i;

/**
 * A target's cookie as the host passes it on: to this host alone, below the API's own path, over TLS only, and out of
 * reach of scripts. Undefined where it is none.
 */
export function ownCookie(setCookie: string, basePath: string): string | undefined {
  const [pair = '', ...attributes] = setCookie.split(';').map((part) => part.trim());
  if (!cookie.test(pair)) return undefined;
  return [pair, ...attributes.filter((each) => kept.test(each)), `Path=${basePath}`, 'Secure', 'HttpOnly'].join('; ');
}

/** What a caller sends back of them; a browser sends nobody else's, as each API's have its own path. */
export function callersCookies(headers: NameValueList): NameValueList {
  const sent = (headerValue(headers, 'Cookie') ?? '').split(/[;,]/).map((part) => part.trim());
  const pairs = sent.filter((pair) => cookie.test(pair));
  return pairs.length === 0 ? [] : [['Cookie', pairs.join('; ')]];
}
