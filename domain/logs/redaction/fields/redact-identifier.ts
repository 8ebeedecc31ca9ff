import { decodeFully } from '../decoding/decode';
import { untilSettled } from '../decoding/until-settled';
import type { Redaction } from '../redaction';

const KEPT_SYSTEM = /snomed|loinc|dmd|ods|organi[sz]ation|asid|spine|sds|ucum|icd/i;

/** FHIR's `system|value`: of an NHS number's system, or of none with a number as long as one, it is a patient's. */
export function redactIdentifier(value: string, redaction: Redaction, layers: number): string {
  const decoded = decodeFully(value);
  const bar = decoded.lastIndexOf('|');
  const system = bar < 0 ? '' : decoded.slice(0, bar);
  if (/nhs-?number|chi/i.test(system) && !system.includes('['))
    return redaction.mark('nhs-number', decoded.slice(bar + 1));
  const digits = decoded.slice(bar + 1).replace(/[\s\u00a0+-]/g, '');
  if (system === '' && /^\d{10}$/.test(digits)) return redaction.mark('nhs-number', digits);
  if (KEPT_SYSTEM.test(system) && /^[A-Z\d]{3,18}$/.test(digits)) return value;
  const safe = untilSettled(decoded, (current) => redaction.text(current, layers + 1));
  return safe === decoded ? value : safe;
}
