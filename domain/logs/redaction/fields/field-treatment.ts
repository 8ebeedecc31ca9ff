import { decodeFully } from '../decoding/decode';
import type { Parameter, Treatment } from '../redaction';
import { method, operationalShape } from './operational-fields';
import { normalised, personalName, searchedName } from './personal-fields';

const TEXT: Treatment = { as: 'text' };
/** Callers may write anything in a method's place, and override one with anything. */
const METHOD: Treatment = { as: 'closed', shape: method, kind: 'free-text' };

/** Fields that are neither personal nor operational by name alone, and how their values are read. */
const READ_AS: Record<string, Treatment> = {
  method: METHOD,
  httpmethod: METHOD,
  requestmethod: METHOD,
  headers: { as: 'headers' },
  multivalueheaders: { as: 'headers' },
  requestheaders: { as: 'headers' },
  responseheaders: { as: 'headers' },
  path: { as: 'path' },
  rawpath: { as: 'path' },
  requestpath: { as: 'path' },
  referer: { as: 'path' },
  url: { as: 'path' },
  uri: { as: 'path' },
  querystring: { as: 'query' },
  rawquerystring: { as: 'query' },
  querystringparameters: { as: 'parameters' },
  multivaluequerystringparameters: { as: 'parameters' },
  queryparameters: { as: 'parameters' },
  queryparams: { as: 'parameters' },
  query: { as: 'parameters' },
  searchparameters: { as: 'parameters' },
  useragent: { as: 'repeating' },
  ua: { as: 'repeating' },
  patient: { as: 'person' },
  subject: { as: 'person' },
  person: { as: 'person' },
  practitioner: { as: 'person' },
  relatedperson: { as: 'person' },
  contact: { as: 'person' },
  user: { as: 'person' },
  carer: { as: 'person' },
  identifier: { as: 'identifier' },
  name: { as: 'personal-of-person', kind: 'name' },
  display: { as: 'personal-of-person', kind: 'name' },
  city: { as: 'personal-of-person', kind: 'address' },
  id: { as: 'personal-of-person', kind: 'patient-id' },
};

/** How the value of a JSON field is redacted, decided by its name. */
export function fieldTreatment(name: string): Treatment {
  const plain = normalised(name);
  if (Object.hasOwn(READ_AS, plain)) return READ_AS[plain] ?? TEXT;
  const kind = personalName(plain);
  if (kind) return { as: 'personal', kind };
  if (/^value/.test(plain)) return { as: 'value' };
  const shape = operationalShape(plain);
  return shape ? { as: 'operational', shape } : TEXT;
}

/** How the value of a query parameter is redacted, decided by its name. */
export function parameterOf(name: string): Parameter {
  const decoded = decodeFully(name);
  const plain = normalised(decoded);
  return { kind: searchedName(decoded), shape: operationalShape(plain), identifier: plain.endsWith('identifier') };
}
