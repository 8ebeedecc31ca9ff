// Reads addresses in every spelling of them.
import { IPv6 } from 'ipaddr.js';
import { decodeFully } from '../decoding/decode';
import type { PersonalKind } from '../redaction';

type Writing = (value: string) => string;

const digits: Writing = (value) => value.replace(/\D/g, '');
const compact: Writing = (value) => value.toLowerCase().replace(/[\s+]/g, '');
const words: Writing = (value) =>
  value
    .toLowerCase()
    .replace(/[\s+,]+/g, ' ')
    .trim(); // prettier-ignore

/** How values of a class are written alike; those of the other classes are compared as they stand. */
const WRITINGS: Partial<Record<PersonalKind, Writing>> = {
  'nhs-number': digits,
  // `+44 (0)7700 900123` and `0044 7700 900123` are 07700 900123.
  phone: (value) => digits(value).replace(/^(?:00)?440?/, '0'),
  'date-of-birth': dateOfBirth,
  postcode: compact,
  email: compact,
  ip: address,
  name: words,
  address: words,
};

/**
 * One spelling for all spellings of a value within its class, so that equal values get equal marks: decoded, without
 * separators or capitals. A value that this makes nothing of stays what it was.
 */
export function canonicalValue(kind: PersonalKind, value: string): string {
  const decoded = decodeFully(value).normalize('NFKC');
  return WRITINGS[kind]?.(decoded) || decoded;
}

const YEAR_FIRST = /^\D*((?:19|20)\d\d)[-/. ]?(\d\d?)[-/. ]?(\d\d?)(?!\d)/;
const DAY_FIRST = /^\D*(\d\d?)[-/. ]?(\d\d?)[-/. ]?((?:19|20)\d\d)(?!\d)/;
const DAY_AND_WORD = /^\D*(\d\d?)(?:st|nd|rd|th)?[-, /.]{1,2}([a-z]{3})[a-z]{0,6}[-, /.]{1,2}((?:19|20)\d\d)/i;
const WORD_FIRST = /^[^a-z\d]*([a-z]{3})[a-z]{0,6}[ .]{1,2}(\d\d?)(?:st|nd|rd|th)?,? ((?:19|20)\d\d)/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Day before month, as in the United Kingdom. */
function dateOfBirth(value: string): string {
  const [, year, month, day] = YEAR_FIRST.exec(value) ?? [];
  if (year) return isoDate(year, month, day);
  const [, first, second, last] = DAY_FIRST.exec(value) ?? [];
  if (last) return isoDate(last, second, first);
  const [, dayBefore, word, after] = DAY_AND_WORD.exec(value) ?? [];
  if (after) return isoDate(after, monthNumber(word), dayBefore);
  const [, leading, dayAfter, end] = WORD_FIRST.exec(value) ?? [];
  return end ? isoDate(end, monthNumber(leading), dayAfter) : '';
}

const isoDate = (year: string, month = '', day = ''): string =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
const monthNumber = (word = ''): string => String(MONTHS.indexOf(word.toLowerCase()) + 1);

const V6 = /^[\da-f:.]{2,45}$/;

/** RFC 5952's one spelling of IPv6; an IPv4 address has one already. */
function address(value: string): string {
  const plain = value.trim().toLowerCase();
  return V6.test(plain) && IPv6.isValid(plain) ? IPv6.parse(plain).toRFC5952String() : plain;
}
