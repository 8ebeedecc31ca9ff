import type { ContentRule } from '../redaction';
import { replaceEach } from '../replace-each';

/**
 * National Insurance numbers in capitals, as small letters are hexadecimal digits more often. `QQ`, the prefix of HMRC's
 * specimens, counts as one. https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
 */
const NUMBER =
  /(?<![\w-])(?:QQ|(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D](?![\w-])/g;

export const redactNationalInsurance: ContentRule = (text, { mark }) =>
  replaceEach(text, NUMBER, ([found]) => mark('patient-id', found));
