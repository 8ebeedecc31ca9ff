import { replacedValue } from '../marks/marker';
import type { Redaction, Treatment } from '../redaction';
import { normalised, personalName } from './personal-fields';

/** The only headers whose values are read and kept; of all others only the name stays. */
const KEPT = new Set([
  'accept',
  'acceptencoding',
  'acceptlanguage',
  'cachecontrol',
  'contentlength',
  'contenttype',
  'date',
  'host',
  'nhsdenduserorganisationods',
  'prefer',
  'referer',
  'useragent',
  'via',
  'xamzntraceid',
  'xcorrelationid',
  'xforwardedport',
  'xforwardedproto',
  'xrequestid',
]); // prettier-ignore

export function redactHeaders(headers: unknown, redaction: Redaction, layers: number): unknown {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers))
    return redaction.value(headers, layers);
  const kept = headers as Record<string, unknown>;
  for (const name in kept) {
    const plain = plainName(name);
    if (!KEPT.has(plain)) kept[name] = replacedValue(kept[name], personalName(plain) ?? 'header', redaction);
  }
  return redaction.value(kept, layers);
}

/** The same for one header, where `kept` is how the value of a kept one is read. */
export function headerTreatment(name: string, kept: Treatment): Treatment {
  const plain = plainName(name);
  return KEPT.has(plain) ? kept : { as: 'personal', kind: personalName(plain) ?? 'header' };
}

const seen = new Map<string, string>();

/** Header names are few, and normalising them is what redacting headers would mostly spend its time on. */
function plainName(name: string): string {
  let plain = seen.get(name);
  if (plain === undefined) {
    plain = normalised(name);
    if (seen.size < 1000) seen.set(name, plain);
  }
  return plain;
}
