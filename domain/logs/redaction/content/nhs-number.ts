import type { ContentRule, Mark } from '../redaction';
import { replaceEach } from '../replace-each';

/** Between the groups of a written number; other spaces and hyphens are folded into these. */
const GAP = '[ \\t\\r\\n.+_/-]{0,3}';
const NUMBER = new RegExp(`(?<!\\d)\\d{3}${GAP}\\d{3}${GAP}\\d{4}(?!\\d)`, 'g');
/** A label that says the number is a patient's: it goes even where it was mistyped. */
const LABEL = /(?<!\[)(?:nhs|chi|patient|h&c)[\s_-]?(?:no|num|number|id|identifier)?[^\w[]{0,12}(?:is )?$/i;

export const redactNhsNumbers: ContentRule = (text, { mark }) =>
  replaceEach(text, NUMBER, ({ 0: number, index: at }) => {
    if (LABEL.test(text.slice(Math.max(0, at - 32), at))) return mark('nhs-number', number);
    const found = isIssued(number.replace(/\D/g, '')) && !isPartOfHash(text, at, at + number.length);
    return found ? mark('nhs-number', number) : number;
  });

/** A JSON number in a field that says nothing: an NHS number where it can be one. */
export const redactNumber = (value: number, mark: Mark): unknown =>
  value >= 101_000_000 && value <= 9_999_999_999 && Number.isInteger(value) && isIssued(String(value).padStart(10, '0'))
    ? mark('nhs-number', String(value))
    : value;

/**
 * Ten digits that the Modulus 11 check admits and that may be a person's: England, Wales, the Isle of Man and Northern
 * Ireland number from 3 up; below that only Scotland's CHI numbers lie, which begin with a date of birth (DDMMYY). So
 * nearly no count of seconds since 1970 is taken for one.
 * https://www.datadictionary.nhs.uk/attributes/nhs_number.html
 */
function isIssued(digits: string): boolean {
  if (!hasCheckDigit(digits)) return false;
  if (digits >= '32') return true;
  const day = Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4));
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < 10; place++) sum += (10 - place || 1) * (digits.charCodeAt(place) - 48);
  return sum % 11 === 0;
}

const HASH_LENGTH = 16;

/** Digits amid hexadecimal letters: a hash, a trace id, or the last group of a UUID. */
function isPartOfHash(text: string, start: number, end: number): boolean {
  if (!isHexLetter(text[start - 1]) && !isHexLetter(text[end])) return false;
  let from = start;
  let to = end;
  while (start - from < 64 && isHex(text[from - 1])) from--;
  while (to - end < 64 && isHex(text[to])) to++;
  return to - from >= HASH_LENGTH || (to - from === 12 && text[from - 1] === '-');
}

const isHex = (character: string | undefined): boolean => character !== undefined && /[\da-f]/i.test(character);
const isHexLetter = (character: string | undefined): boolean => character !== undefined && /[a-f]/i.test(character);
