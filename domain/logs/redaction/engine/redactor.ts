import { fieldTreatment, parameterOf } from '../fields/field-treatment';
import { isMarker } from '../marks/marker';
import { bracketMark, type Field, type Mark, type Redaction } from '../redaction';
import { makeJsonRewriter } from './redact-json';
import { redactText } from './redact-text';
import { redactValue } from './redact-value';

/** Names of fields are few; beyond this many the record's author makes them up and nothing is gained. */
const REMEMBERED = 2000;

/** What tells an access record's API, whether the front door failed or probed it, and whether its marks may be linked. */
const NOTED = ['api', 'status', 'errorType', 'anonymous', 'route', 'mode'];

/** Puts the parts of the redactor together around one way of writing markers. */
export function makeRedactor(mark: Mark = bracketMark): Redaction {
  const repeated = new Map<string, string>();
  const fields = new Map<string, Field>();
  const redaction: Redaction = {
    // What is a marker already stays it, so that redacting twice is redacting once.
    mark: (kind, value) => (isMarker(value) ? value : mark(kind, value)),
    text: (text, layers) => redactText(text, redaction, layers),
    repeated: (text, layers) => {
      const known = repeated.get(text);
      if (known !== undefined) return known;
      const safe = redaction.text(text, layers);
      if (layers === 0 && repeated.size < REMEMBERED && text.length < 300) repeated.set(text, safe);
      return safe;
    },
    value: (value, layers) => redactValue(value, redaction, layers),
    field: (name) => {
      const known = fields.get(name);
      if (known) return known;
      const safe = redaction.text(name, 0);
      const field = { name: safe, treatment: fieldTreatment(safe), parameter: parameterOf(safe) };
      if (fields.size < REMEMBERED && name.length < 100) fields.set(name, field);
      return field;
    },
    json: (text) => rewrite(text),
  };
  const rewrite = makeJsonRewriter(redaction, NOTED);
  return redaction;
}

/** Whose marks say the class of what they replace and nothing else of it. */
export const classOnlyRedaction: Redaction = makeRedactor();

/**
 * A copy of a log record in which every personal value is replaced by a marker that says what it was (`[nhs-number]`).
 * What JSON cannot say is left out; a record that cannot be written as JSON throws. `redaction` is for other markers.
 */
export const redactRecord = (record: unknown, redaction: Redaction = classOnlyRedaction): unknown =>
  redaction.value(JSON.parse(JSON.stringify(record) ?? 'null'), 0);
