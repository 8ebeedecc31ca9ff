import type { ContentRule } from '../redaction';
import { replaceEach } from '../replace-each';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const V4 = new RegExp(`(?<![\\w.])(?:${OCTET}\\.){3}${OCTET}(?!\\w|\\.\\d)`, 'g');
/** `SystmOne-FHIR/10.2.14.3` (RFC 9110, section 10.1.5) and `version 10.2.14.3` are versions of four parts. */
const PRODUCT = /(?:^|[\s(;,"'])[A-Za-z][\w.+-]{0,40}\/$/;
const VERSION = /\bv(?:ersion)?[ :=]?$/i;
const V6 = /(?<![\w:.])(?:[\da-f]{0,4}:){2,7}(?:[\da-f]{0,4}|(?:\d{1,3}\.){3}\d{1,3})(?![\w:])/gi;

export const redactAddresses: ContentRule = (text, { mark }) => {
  const withoutV6 = text.includes(':')
    ? replaceEach(text, V6, ([found]) => (isV6(found) ? mark('ip', found) : found))
    : text;
  if (!withoutV6.includes('.')) return withoutV6;
  return replaceEach(withoutV6, V4, ({ 0: found, index: at }) =>
    isVersion(withoutV6, at) ? found : mark('ip', found),
  );
};

const isVersion = (text: string, at: number): boolean =>
  text[at - 1] === '/'
    ? PRODUCT.test(text.slice(Math.max(0, at - 48), at))
    : VERSION.test(text.slice(Math.max(0, at - 9), at));

/** RFC 4291, section 2.2: eight groups, or fewer and one `::`; the last two may be written as IPv4. */
function isV6(found: string): boolean {
  const shortened = found.indexOf('::');
  if (shortened >= 0 && found.includes('::', shortened + 1)) return false;
  const groups = found.split(':').length + (found.includes('.') ? 1 : 0);
  // `::` alone names no one, and is common in code.
  return shortened >= 0 ? groups <= 9 && /[\da-f]/i.test(found) : groups === 8;
}
