import type { Redaction, RewrittenJson } from './redaction/redaction';
import { makeRedactor } from './redaction/redactor';

const redactor = makeRedactor();

/**
 * A copy of a log record in which every personal value is replaced by a marker that says what it was (`[nhs-number]`).
 * What JSON cannot say is left out; a record that cannot be written as JSON throws. `redaction` is for other markers.
 */
export const redactRecord = (record: unknown, redaction: Redaction = redactor): unknown =>
  redactOwnRecord(JSON.parse(JSON.stringify(record) ?? 'null'), redaction);

/** The same in place, for a record that nobody else holds. */
export const redactOwnRecord = (record: unknown, redaction: Redaction = redactor): unknown =>
  redaction.value(record, 0);

/** The same for JSON text; nothing where it has to be parsed first. */
export const redactJson = (json: string, redaction: Redaction = redactor): RewrittenJson | undefined =>
  redaction.json(json);
