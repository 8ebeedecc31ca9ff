import { decodeFully } from '../decoding/decode';
import { untilSettled } from '../decoding/until-settled';
import type { Parameter, Redaction } from '../redaction';
import { redactIdentifier } from './redact-identifier';
import { whole } from './value-shape';

const HARMLESS = /^(?:[A-Za-z]{1,11}|-?\d{1,4})$/;
/** `http://snomed.info/sct|38341003` and its like, which are codes of things and not of people. */
const CODED = /^https?:\/\/[^|\s]{4,200}\|[\w.-]{1,20}$/;

/** A query string or a form, read parameter by parameter: by name first, by content where the name says nothing. */
export function redactQuery(query: string, redaction: Redaction, layers: number): string {
  if (query === '' || !query.includes('=')) return redaction.text(query, layers);
  let safe = '';
  for (let from = 0; from <= query.length; ) {
    const ampersand = query.indexOf('&', from);
    const to = ampersand < 0 ? query.length : ampersand;
    safe += redactPair(query.slice(from, to), redaction, layers);
    if (ampersand >= 0) safe += '&';
    from = to + 1;
  }
  return safe;
}

function redactPair(pair: string, redaction: Redaction, layers: number): string {
  const equals = pair.indexOf('=');
  if (equals < 0) return redactUnnamed(pair, redaction, layers);
  const field = redaction.field(pair.slice(0, equals));
  return `${field.name}=${redactParameter(pair.slice(equals + 1), field.parameter, redaction, layers)}`;
}

function redactParameter(value: string, parameter: Parameter, redaction: Redaction, layers: number): string {
  if (value === '') return value;
  if (parameter.kind) {
    // FHIR's `code` and OAuth's have one name; FHIR's has a system.
    const coded = parameter.kind === 'credential' && isCoded(decodeFully(value));
    return coded ? value : redaction.mark(parameter.kind, value);
  }
  if (HARMLESS.test(value) || (parameter.shape && whole(parameter.shape, value))) return value;
  return parameter.identifier ? redactIdentifier(value, redaction, layers) : redactUnnamed(value, redaction, layers);
}

function redactUnnamed(value: string, redaction: Redaction, layers: number): string {
  if (value === '') return value;
  const decoded = decodeFully(value.replaceAll('+', ' '));
  if (isCoded(decoded)) return value;
  const safe = untilSettled(decoded, (current) => redaction.text(current, layers + 1));
  // What separates parameters is encoded again, so that the query reads the same the next time.
  return safe === decoded
    ? value
    : safe.replace(/[&%+#\s"<>]/g, (sign) => (sign === ' ' ? '+' : encodeURIComponent(sign)));
}

const isCoded = (value: string): boolean => CODED.test(value) && !value.includes('nhs-number');
