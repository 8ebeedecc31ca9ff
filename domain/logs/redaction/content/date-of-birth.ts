import type { ContentRule } from '../redaction';

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const YEAR = '(?:19|20)\\d\\d';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?';
const NUMERAL = '(?:0?[1-9]|1[0-2])';
const NUMERAL_FIRST = [
  `${YEAR}[-/]${NUMERAL}[-/](?:0?[1-9]|[12]\\d|3[01])`,
  `${DAY}[-/.]${NUMERAL}[-/.]${YEAR}`,
  `${DAY}[- /.]{1,2}${MONTH}[-, /.]{1,2}${YEAR}`,
].join('|');
/** Beside a time of day a date is a moment in the life of a system, and no birthday. */
const NO_TIME = '(?![\\d-]|[T:]\\d|,? \\d\\d:\\d\\d)';
const DATE = new RegExp(`(?<![\\d.-]|[A-Za-z]-)(?:${NUMERAL_FIRST})${NO_TIME}`, 'gi');
const MONTH_FIRST = new RegExp(`\\b${MONTH}[ .]{1,2}${DAY},? ${YEAR}${NO_TIME}`, 'gi');
/** A label that names a moment of the record and not of a person: `_lastUpdated=ge2025-03-01`, `expires: …`. */
const OPERATIONAL_LABEL =
  /(?:updated|modified|created|expires?|expiry|since|until|before|after|from|period|authored|effective|issued|version|released?|build|date|time|at|on)["'\s]{0,2}[=:/ ]\s?["']?(?:eq|ne|gt|lt|ge|le|sa|eb|ap)?$/i;
const CENTURY = /(?:19|20)\d\d/;
const BIRTH = /birth|born|d\.?o\.?b|deceased|death/i;
/** Behind a label every form is a date of birth: digits alone, a year of two digits, with a time of day. */
const LABELLED =
  /((?:\bd\.?o\.?b|birth ?(?:date|day)|date of birth|\bborn)(?:[^\w[]{1,5}|[^\w[]{0,3}(?:on|is) ))(\d{1,4}[-/. ]{1,2}(?:\d{1,2}|[a-z]{3,9})[-/. ]{1,2}\d{2,4}|\d{14}|\d{8}|\d{6})(?!\d)(?:[T ]\d\d:[\d:.]{2,12}(?:Z|[+-][\d:]{4,6})?)?/gi;

export const redactDates: ContentRule = (text, { mark }) => {
  const undated = CENTURY.test(text) ? text.replace(DATE, keepOrMark).replace(MONTH_FIRST, keepOrMark) : text;
  return BIRTH.test(undated)
    ? undated.replace(LABELLED, (_, label: string, date: string) => label + mark('date-of-birth', date))
    : undated;

  function keepOrMark(date: string, at: number, all: string): string {
    const before = all.slice(Math.max(0, at - 32), at);
    return OPERATIONAL_LABEL.test(before) && !BIRTH.test(before) ? date : mark('date-of-birth', date);
  }
};
