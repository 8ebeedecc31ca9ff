import { isRecord, type JsonObject } from '../../../record';
import { redactNumber } from '../content/nhs-number';
import { untilSettled } from '../decoding/until-settled';
import { normalised, personalName } from '../fields/personal-fields';
import { redactHeaders } from '../fields/redact-headers';
import { redactIdentifier } from '../fields/redact-identifier';
import { redactQuery } from '../fields/redact-query';
import { whole } from '../fields/value-shape';
import { replacedValue } from '../marks/marker';
import type { PersonalKind, Redaction, Treatment } from '../redaction';
import { redactPath } from './redact-path';

/** Where a value stands: behind how many layers of JSON text, inside how many objects, and whether they are a person. */
export interface FieldPlace {
  readonly layers: number;
  readonly nested: number;
  readonly person: boolean;
}

const PEOPLE = new Set<unknown>(['Patient', 'Person', 'RelatedPerson', 'Practitioner']);
/** Objects and arrays inside one another; API Gateway's records have two. */
const MOST_NESTED = 40;

/**
 * Any JSON value with its personal data replaced. Works in place, as records are many and large and each belongs to
 * whoever parsed it; `redactRecord` gives a copy.
 */
export const redactValue = (value: unknown, redaction: Redaction, layers: number): unknown =>
  redactAt(value, redaction, { layers, nested: 0, person: false });

function redactAt(value: unknown, redaction: Redaction, place: FieldPlace): unknown {
  if (typeof value === 'string') return redaction.text(value, place.layers);
  if (typeof value === 'number') return redactNumber(value, redaction.mark);
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object') return null;
  if (place.nested > MOST_NESTED) return redaction.mark('encoded', '');
  if (!Array.isArray(value)) return redactObject(value as JsonObject, redaction, place);
  const within = { ...place, nested: place.nested + 1 };
  let label: PersonalKind | undefined;
  for (let index = 0; index < value.length; index++) {
    const item = value[index];
    const own = typeof item === 'string' && LABEL.test(item) ? personalName(normalised(item)) : undefined;
    value[index] =
      label && !own && typeof item === 'string'
        ? replacedValue(item, label, redaction)
        : redactAt(item, redaction, within);
    label = own;
  }
  return value;
}

/** `['family', 'Okonkwo']`, as names and values stand in raw headers; in a list of labels there is nothing to hide. */
const LABEL = /^[A-Za-z][\w .-]{1,39}$/;

function redactObject(object: JsonObject, redaction: Redaction, { layers, nested, person }: FieldPlace): JsonObject {
  const within = { layers, nested: nested + 1, person: person || PEOPLE.has(object.resourceType) };
  // Told before anything is replaced, as the label may be replaced itself.
  const label = nested > 0 ? labelledBySibling(object) : undefined;
  let renamed = false;
  for (const name in object) {
    const field = redaction.field(name);
    const value = object[name];
    const redacted = redactField(value, field.treatment, label, redaction, within);
    if (redacted !== value) object[name] = redacted;
    if (field.name !== name) renamed = true;
  }
  return renamed ? rename(object, redaction) : object;
}

/** Two names that become one marker are numbered, so that neither field is lost. */
function rename(object: JsonObject, redaction: Redaction): JsonObject {
  const taken = new Map<string, number>();
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      const safe = redaction.field(name).name;
      const count = (taken.get(safe) ?? 0) + 1;
      taken.set(safe, count);
      return [count === 1 ? safe : `${safe} ${count}`, value];
    }),
  );
}

/** One member of an object; `label` is what its siblings say its value is. */
export function redactField(
  value: unknown,
  treatment: Treatment,
  label: PersonalKind | undefined,
  redaction: Redaction,
  place: FieldPlace,
): unknown {
  switch (treatment.as) {
    case 'operational':
      if (typeof value === 'number') return isCountOrTime(value) ? value : redactNumber(value, redaction.mark);
      // Four characters hold nothing that could be told from a code.
      if (typeof value === 'string' && (value.length < 5 || whole(treatment.shape, value))) return value;
      break;
    case 'closed':
      if (typeof value === 'string' && whole(treatment.shape, value)) return value;
      return replacedValue(value, treatment.kind, redaction);
    case 'personal':
      return replacedValue(value, treatment.kind, redaction);
    case 'personal-of-person':
      // FHIR's `name` is an object; where another object has that name there is nothing in it to keep either.
      if (place.person || typeof value === 'object') return replacedValue(value, treatment.kind, redaction);
      break;
    case 'person':
      if (typeof value === 'object') return redactAt(value, redaction, { ...place, person: true });
      return replacedValue(value, 'patient-id', redaction);
    case 'value':
      if (label) return replacedValue(value, label, redaction);
      break;
    case 'parameters':
      if (typeof value === 'string') return redactQuery(value, redaction, place.layers);
      return redactParameters(value, redaction, place);
    case 'headers':
      return redactHeaders(value, redaction, place.layers);
    default:
      if (typeof value === 'string') return redactString(value, treatment.as, redaction, place.layers);
  }
  return redactAt(value, redaction, place);
}

function redactString(value: string, as: StringTreatment, redaction: Redaction, layers: number): string {
  switch (as) {
    case 'path':
      return untilSettled(value, (current) => redactPath(current, redaction, layers));
    case 'query':
      return redactQuery(value, redaction, layers);
    case 'identifier':
      return redactIdentifier(value, redaction, layers);
    case 'repeating':
      return redaction.repeated(value, layers);
    default:
      return redaction.text(value, layers);
  }
}

/** A query as an object: by the meaning that each name has in a search, then like any other field. */
function redactParameters(value: unknown, redaction: Redaction, place: FieldPlace): unknown {
  if (isRecord(value)) {
    const parameters = value;
    for (const name in parameters) {
      const { kind } = redaction.field(name).parameter;
      if (kind && kind !== 'credential') parameters[name] = replacedValue(parameters[name], kind, redaction);
    }
  }
  return redactAt(value, redaction, place);
}

/** Below 2033 in seconds since 1970, or too long for an NHS number, as milliseconds are. */
const isCountOrTime = (value: number): boolean => value < 2_000_000_000 || value > 9_999_999_999;

type StringTreatment = 'path' | 'query' | 'identifier' | 'repeating' | 'text';

const SYSTEM_KINDS: readonly (readonly [RegExp, PersonalKind])[] = [
  [/nhs-number|chi-number|\bchi\b/i, 'nhs-number'],
  [/^(?:phone|sms|fax|pager)$/, 'phone'],
  [/^email$/, 'email'],
];

/** `{ system: '…/nhs-number', value }`, `{ name: 'surname', valueString }` and `{ key: 'dob', value }`. */
function labelledBySibling({ system, name, key }: JsonObject): PersonalKind | undefined {
  if (typeof system === 'string' && !system.includes('[')) {
    const known = SYSTEM_KINDS.find(([pattern]) => pattern.test(system));
    if (known) return known[1];
  }
  const label = typeof name === 'string' ? name : key;
  // A marker within names a class, which is not what the label says.
  return typeof label === 'string' && !label.includes('[') ? personalName(normalised(label)) : undefined;
}
