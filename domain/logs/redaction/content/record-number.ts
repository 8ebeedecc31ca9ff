import type { ContentRule } from '../redaction';
import { replaceEach } from './replace-each';

const NUMBER = '(?:numbers?|num|no|nr|id|identifier|ref(?:erence)?)';
/** What hospitals call the number of a person's record: `MRN 1234567`, `Hosp No. A123456`, `patient #1234`. */
const LABEL = [
  'MRN',
  'NINO',
  '(?:CHI|NHI|NHS|PAS)(?=\\W{1,4}(?:\\w*\\d){6})',
  `(?:medical|health|clinical|case|local)[ _-]?(?:record|note|patient)?s?[ _-]?${NUMBER}`,
  `(?:hospital|hosp|patient|pt|unit|chart|case ?notes?|district|MRN|CHI|PAS|NHS)[ _-]?${NUMBER}`,
  '(?:patient|pt|hospital|chart|case)(?= ?#)',
].join('|');
const RECORD = new RegExp(
  `\\b((?:${LABEL})(?:\\.?:?\\s{1,3}|\\s?[#=:_/-]\\s{0,2}|(?<=MRN)(?=\\d{5}))(?:(?:is|was|of):?\\s)?[#(["']{0,2})((?=[A-Z-]{0,4}\\d)[A-Z\\d][A-Z\\d/-]{3,15})(?![\\w-])`,
  'gi',
);
/** A number that is nobody's by its looks, known by the word before it. */
export const redactRecordNumbers: ContentRule = (text, { mark }) =>
  replaceEach(text, RECORD, ([, label = '', number = '']) => label + mark('patient-id', number));
