import type { ContentRule } from '../redaction';
import { replaceEach } from './replace-each';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
/** What a version ends with: `10.2.14.3rc1`. */
const VERSION_END = '(?:alpha|beta|dev|final|ga|pre|rc|[abmpr])\\d{0,3}(?![A-Za-z])';
const V4 = new RegExp(`(?<![\\d.])(?:${OCTET}\\.){3}${OCTET}(?!\\d|\\.\\d|${VERSION_END})`, 'gi');
/** Names of hosts are made of addresses: `host-81-2-69-142.example.net`. Those of private networks are everyone's. */
const HOST = new RegExp(
  `(?<=(?<![A-Za-z])(?:ip|ec2|host|client|cust|customer|dhcp|dsl|dyn|dynamic|pool|static)-)(?:${OCTET}-){3}${OCTET}(?![\\w-])`,
  'gi',
);
const PRIVATE = /^(?:10|127|192-168|172-(?:1[6-9]|2\d|3[01]))-/;
/** `SystmOne-FHIR/10.2.14.3` (RFC 9110, section 10.1.5) and `version 10.2.14.3` are versions of four parts. */
const PRODUCT = /(?:^|[\s(;,"'])[A-Za-z][\w.+-]{0,40}\/$/;
/** Words that stand before a version, with a space or without; any other word that touches it is glued to an address. */
const VERSION =
  /(?:^|[^A-Za-z])(?:v(?:er(?:sion)?)?|rel(?:ease)?|build|rc|r|(?:open)?jdk|java|python|node|php|go)[ :=_-]?$/i;
const V6 = /(?<![\w:.])(?:[\da-f]{0,4}:){2,7}(?:[\da-f]{0,4}|(?:\d{1,3}\.){3}\d{1,3})(?![\w:])/gi;

export const redactAddresses: ContentRule = (text, { mark }) => {
  const withoutV6 = text.includes(':')
    ? replaceEach(text, V6, ([found]) => (isV6(found) ? mark('ip', found) : found))
    : text;
  const named = replaceEach(withoutV6, HOST, ([found]) => (PRIVATE.test(found) ? found : mark('ip', found)));
  if (!named.includes('.')) return named;
  return replaceEach(named, V4, ({ 0: found, index: at }) => (isVersion(named, at) ? found : mark('ip', found)));
};

const isVersion = (text: string, at: number): boolean =>
  text[at - 1] === '/'
    ? PRODUCT.test(text.slice(Math.max(0, at - 48), at))
    : VERSION.test(text.slice(Math.max(0, at - 10), at));

/** RFC 4291, section 2.2: eight groups, or fewer and one `::`; the last two may be written as IPv4. */
function isV6(found: string): boolean {
  const shortened = found.indexOf('::');
  if (shortened >= 0 && found.includes('::', shortened + 1)) return false;
  const groups = found.split(':').length + (found.includes('.') ? 1 : 0);
  // `::` alone names no one, and is common in code.
  return shortened >= 0 ? groups <= 9 && /[\da-f]/i.test(found) : groups === 8;
}
