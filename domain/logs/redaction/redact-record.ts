import { makeRedactor } from './engine/redactor';
import type { Redaction } from './redaction';

/** Whose marks say the class of what they replace and nothing else of it. */
export const classOnlyRedaction: Redaction = makeRedactor();

/**
 * A copy of a log record in which every personal value is replaced by a marker that says what it was (`[nhs-number]`).
 * What JSON cannot say is left out; a record that cannot be written as JSON throws. `redaction` is for other markers.
 */
export const redactRecord = (record: unknown, redaction: Redaction = classOnlyRedaction): unknown =>
  redactOwnRecord(JSON.parse(JSON.stringify(record) ?? 'null'), redaction);

/** The same in place, for a record that nobody else holds. */
export const redactOwnRecord = (record: unknown, redaction: Redaction = classOnlyRedaction): unknown =>
  redaction.value(record, 0);
