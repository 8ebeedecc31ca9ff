import { redactPersonReference } from '../content/person-reference';
import { redactQuery } from '../fields/redact-query';
import type { Redaction } from '../redaction';

/** What nothing worth hiding can do without but a token: two digits, the end of a postcode, an encoding, `@`, a parameter, a space. */
const SUSPICIOUS = /\d(?:\D{0,12}\d|[A-Za-z]{2})|[%@=;:\\\s+]/;
/** As long as a token. Most are names in the routes of APIs, which are few. */
const LONG_WORD = /[\w-]{12}/;
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
  if (SUSPICIOUS.test(safe)) return origin + redaction.text(safe, layers);
  return origin + (LONG_WORD.test(safe) ? redaction.repeated(safe, layers) : safe);
}
