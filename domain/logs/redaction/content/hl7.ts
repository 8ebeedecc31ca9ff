import { own } from '../../../own';
import type { ContentRule, PersonalKind } from '../redaction';

/** Segments of HL7 v2 about people, and what their numbered fields hold. https://hl7-definition.caristix.com/v2 */
const FIELDS: Record<string, Readonly<Record<number, PersonalKind>>> = {
  PID: {
    2: 'patient-id',
    3: 'nhs-number',
    4: 'patient-id',
    5: 'name',
    6: 'name',
    7: 'date-of-birth',
    9: 'name',
    11: 'address',
    12: 'address',
    13: 'telecom',
    14: 'telecom',
    18: 'patient-id',
    19: 'patient-id',
    20: 'patient-id',
    21: 'patient-id',
    23: 'address',
    29: 'date-of-birth',
  },
  NK1: {
    2: 'name',
    4: 'address',
    5: 'telecom',
    6: 'telecom',
    12: 'patient-id',
    16: 'date-of-birth',
    26: 'name',
    30: 'name',
    31: 'telecom',
    32: 'address',
    33: 'patient-id',
  },
  GT1: {
    2: 'patient-id',
    3: 'name',
    4: 'name',
    5: 'address',
    6: 'telecom',
    7: 'telecom',
    8: 'date-of-birth',
    12: 'patient-id',
  },
  IN1: { 16: 'name', 18: 'date-of-birth', 19: 'address', 36: 'patient-id', 49: 'patient-id' },
  MRG: { 1: 'nhs-number', 2: 'patient-id', 3: 'patient-id', 4: 'patient-id', 7: 'name' },
}; // prettier-ignore

const SEGMENT = /(?<![A-Za-z\d])(PID|NK1|GT1|IN1|MRG)\|[^\r\n]*/g;

/** Each field of a person's segment becomes its marker; those that the table does not name are read as text. */
export const redactHl7: ContentRule = (text, { mark }) =>
  text.includes('|')
    ? text.replace(SEGMENT, (segment, name: string) =>
        segment
          .split('|')
          .map((field, place) => {
            const kind = own(FIELDS, name)?.[place];
            return kind && field !== '' && field !== '""' ? mark(kind, field) : field;
          })
          .join('|'),
      )
    : text;
