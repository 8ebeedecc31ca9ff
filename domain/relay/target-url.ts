import { plainForm } from '../api-definition/lenient-segment';
import type { NameValueList } from '../http/http-message';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A lone surrogate, which no percent-encoding can hold, becomes U+FFFD. */
const wellFormed = (text: string): string => decoder.decode(encoder.encode(text));
/** URL parsers encode an apostrophe in a query, so that what is checked here is what is sent. */
const encode = (text: string): string => encodeURIComponent(wellFormed(text)).replaceAll("'", '%27');

/**
 * Where a request goes. The path keeps the caller's percent-encoding; the result stays below the target's URL
 * whatever the caller sent, for the URL parser and for a backend that decodes once or more too often.
 * @returns undefined where the path has a segment that some backend could take for a step elsewhere.
 */
export function targetUrl(target: string, path: string, query: NameValueList = []): string | undefined {
  const [first, ...segments] = wellFormed(path).split('/');
  const inner = segments.slice(0, -1);
  if (first !== '' || segments.length === 0 || inner.includes('') || !segments.every(staysInPlace)) return undefined;
  const { protocol, host, pathname } = new URL(target);
  const below = segments.map(legalised).join('/');
  const search = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}/${below}${search && `?${search}`}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const separator = /[/\\\u2044\u2215\u2216\u0000-\u001f\u007f]/;
/** Servlet containers drop what follows `;` before they resolve dots, URL parsers drop white space at the ends. */
const dotSegment = /^\s*\.{1,2}\s*($|[;?#])/;
const mostDecodings = 4;

function staysInPlace(segment: string): boolean {
  let text = legalised(segment);
  for (let round = 0; round <= mostDecodings; round += 1) {
    if (leads(text) || leads(plainForm(utf8(text)))) return false;
    const decoded = decodedOnce(text);
    if (decoded === text) return true;
    text = decoded;
  }
  return false;
}

const leads = (text: string): boolean => separator.test(text) || dotSegment.test(text);

/** The text whose octets stand in a string, one a character. */
const utf8 = (octets: string): string => decoder.decode(Uint8Array.from(octets, (octet) => octet.charCodeAt(0)));

/** Byte by byte, so that a malformed sequence elsewhere in the segment hides nothing. */
const decodedOnce = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** RFC 3986 §3.3: a segment holds `pchar` only. */
const legalised = (segment: string): string =>
  segment.replace(/%(?![0-9a-f]{2})/gi, '%25').replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@%]/gu, encodeURIComponent);
