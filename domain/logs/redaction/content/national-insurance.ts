import type { ContentRule } from '../redaction';
import { replaceEach } from './replace-each';

const PREFIX = '(?:QQ|(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])';
/**
 * National Insurance numbers in capitals, as small letters are hexadecimal digits more often, or with blanks around the
 * digits. `QQ`, the prefix of HMRC's specimens, counts as one.
 * https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
 */
const CAPITALS = new RegExp(`(?<![\\w-])${PREFIX}[ -]?\\d\\d[ -]?\\d\\d[ -]?\\d\\d[ -]?[A-D](?![\\w-])`, 'g');
const APART = new RegExp(`(?<![\\w-])${PREFIX}[ -](?:\\d{6}|\\d\\d[ -]\\d\\d[ -]\\d\\d)[ -][A-D](?![\\w-])`, 'gi');

const CANDIDATE = /[A-Z]{2}[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]/i;

export const redactNationalInsurance: ContentRule = (text, { mark }) =>
  CANDIDATE.test(text)
    ? [CAPITALS, APART].reduce(
        (current, pattern) => replaceEach(current, pattern, ([found]) => mark('patient-id', found)),
        text,
      )
    : text;
