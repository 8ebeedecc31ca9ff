import type { ContentRule } from '../redaction';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const V4 = new RegExp(`(?<![\\w.])(?:${OCTET}\\.){3}${OCTET}(?!\\w|\\.\\d)`, 'g');
/** `SystmOne-FHIR/10.2.14.3` (RFC 9110, section 10.1.5) and `version 10.2.14.3` are versions of four parts. */
const PRODUCT = /(?:^|[\s(;,"'])[A-Za-z][\w.+-]{0,40}\/$|\bv(?:ersion)?[ :=]?$/i;
/** Without either of these there is no IPv6 address, and looking for one at every colon is slow. */
const V6_SIGN = /::|(?:[\da-f]{1,4}:){7}/i;
const V6 = /(?<![\w:.])(?:[\da-f]{0,4}:){2,7}(?:[\da-f]{0,4}|(?:\d{1,3}\.){3}\d{1,3})(?![\w:])/gi;

export const redactAddresses: ContentRule = (text, { mark }) => {
  const withoutV6 = V6_SIGN.test(text) ? text.replace(V6, (found) => (isV6(found) ? mark('ip', found) : found)) : text;
  if (!withoutV6.includes('.')) return withoutV6;
  return withoutV6.replace(V4, (found: string, at: number, all: string) =>
    PRODUCT.test(all.slice(Math.max(0, at - 48), at)) ? found : mark('ip', found),
  );
};

/** RFC 4291, section 2.2: eight groups, or fewer and one `::`; the last two may be written as IPv4. */
function isV6(found: string): boolean {
  const shortened = found.indexOf('::');
  if (shortened >= 0 && found.includes('::', shortened + 1)) return false;
  const groups = found.split(':').length + (found.includes('.') ? 1 : 0);
  // `::` alone names no one, and is common in code.
  return shortened >= 0 ? groups <= 9 && /[\da-f]/i.test(found) : groups === 8;
}
