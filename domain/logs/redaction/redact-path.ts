import { redactPersonReference } from './content/person-reference';
import { redactQuery } from './redact-query';
import type { Redaction } from './redaction';

/**
 * What nothing worth hiding can do without: two digits, the end of a postcode, a long word, an encoding, an address sign,
 * a parameter or a space.
 */
const SUSPICIOUS = /\d\D{0,12}\d|\d[A-Za-z]{2}|[\w-]{14}|[A-Z\d]{12}|[%@=;:\\\s+]/;
const ORIGIN = /^https?:\/\/[a-z][a-z.-]{0,200}(?=\/|$)/;

/** A path or a URL, with its query if it has one. */
export function redactPath(url: string, redaction: Redaction, layers: number): string {
  const query = url.indexOf('?');
  if (query < 0) return redactPlainPath(url, redaction, layers);
  const path = redactPlainPath(url.slice(0, query), redaction, layers);
  return `${path}?${redactQuery(url.slice(query + 1), redaction, layers)}`;
}

function redactPlainPath(path: string, redaction: Redaction, layers: number): string {
  const origin = path.startsWith('http') ? (ORIGIN.exec(path)?.[0] ?? '') : '';
  const safe = redactPersonReference(path.slice(origin.length), redaction.mark);
  return origin + (SUSPICIOUS.test(safe) ? redaction.text(safe, layers) : safe);
}
