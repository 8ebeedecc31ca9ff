import { makeRedactor } from '../logs/redaction/engine/redactor';

/** What is told from ordinary words with certainty enough to refuse a text for it. */
const refused: ReadonlyMap<string, string> = new Map([
  ['nhs-number', 'an NHS number'],
  ['date-of-birth', 'a date of birth'],
  ['patient-id', 'a number of a patient'],
]);

/** Personal data of patients that a text seems to hold, in words; undefined where none is seen. */
export function patientDataIn(text: string): string | undefined {
  const seen: string[] = [];
  const redaction = makeRedactor((kind) => {
    seen.push(kind);
    return `[${kind}]`;
  });
  redaction.text(text, 0);
  return seen.flatMap((kind) => refused.get(kind) ?? [])[0];
}
