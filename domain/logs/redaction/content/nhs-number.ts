import { isNhsNumber } from '../../../nhs-number';
import type { ContentRule, Mark } from '../redaction';

/** Between the digits of a written number: whatever is no letter and no digit of English. */
const GAP = '[^A-Za-z\\d]{0,12}';
const NUMBER = new RegExp(`(?<!\\d)\\d(?:${GAP}\\d){9}(?!\\d)`, 'g');
/** A label that says the number is a patient's: it goes even where it was mistyped. */
const LABEL = /(?<!\[)(?:nhs|chi|patient|h&c)[\s_-]?(?:no|num|number|id|identifier)?[^\w[]{0,12}(?:is )?$/i;

/** Sizes of groups as one number, which costs nothing to compare: `3-3-4` is 334 to the base of eleven. */
const codeOf = (groups: string): number => groups.split('-').reduce((code, size) => code * 11 + Number(size), 0);

/** How people group ten digits, with the same sign between all groups. */
const GROUPED = new Set(
  ['3-3-4', '4-3-3', '3-4-3', '4-4-2', '2-4-4', '1-3-3-3', '3-3-2-2', '2-2-2-2-2', '1-1-1-1-1-1-1-1-1-1'].map(codeOf),
);
/** Two numbers side by side have any sign between them, and only a number that was split has a space. */
const SPLIT = new Set(['5-5', '4-6', '6-4', '3-7', '7-3'].map(codeOf));
/** As the number is printed, where a short gap may be any. */
const PRINTED = /^\d{3}[\s.+_/-]{0,3}\d{3}[\s.+_/-]{0,3}\d{4}$/;
const TIME = /^\d\d(?::\d\d){4}$/;

export const redactNhsNumbers: ContentRule = (text, { mark }) => {
  let result = '';
  let from = 0;
  NUMBER.lastIndex = 0;
  for (let found = NUMBER.exec(text); found; found = NUMBER.exec(text)) {
    const [number] = found;
    const end = found.index + number.length;
    if (isFound(text, number, found.index)) {
      result += text.slice(from, found.index) + mark('nhs-number', number);
      from = end;
      NUMBER.lastIndex = end;
    } else {
      // Another number may begin with the next digits.
      NUMBER.lastIndex = found.index + firstDigits(number);
    }
  }
  return from === 0 ? text : result + text.slice(from);
};

function isFound(text: string, number: string, at: number): boolean {
  const end = at + number.length;
  const isNumber = isNhsNumber(number.replace(/\D/g, ''));
  const isWritten = PRINTED.test(number) || (!isGlued(text, at, end) && isGrouped(number));
  if (!(isNumber || isWritten)) return false;
  if (isNumber && isWritten && !isPartOfHash(text, at, end)) return true;
  if (!LABEL.test(text.slice(Math.max(0, at - 32), at))) return false;
  return isWritten || (isNumber && !isPartOfHash(text, at, end));
}

function isGrouped(number: string): boolean {
  const groups = groupsOf(number);
  if (SPLIT.has(groups)) return /^\d+ {1,3}\d+$/.test(number);
  return GROUPED.has(groups) && areAlike(number) && !TIME.test(number);
}

/** Counted, not split: of a hostile line every digit begins a number. */
function groupsOf(number: string): number {
  let groups = 0;
  let digits = 0;
  for (let at = 0; at < number.length; at++) {
    if (isDigit(number.charCodeAt(at))) digits++;
    else if (digits > 0) {
      groups = groups * 11 + digits;
      digits = 0;
    }
  }
  return groups * 11 + digits;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Amid letters and hyphens, groups are those of an identifier. */
const isGlued = (text: string, start: number, end: number): boolean =>
  GLUE.test(text.charAt(start - 1)) || GLUE.test(text.charAt(end));

const GLUE = /[\w-]/;

/** `(943) 476 5919` has the same gaps as `943 476 5919`. */
function areAlike(number: string): boolean {
  let first: string | undefined;
  for (let at = 1; at < number.length; at++) {
    if (isDigit(number.charCodeAt(at))) continue;
    const from = at;
    while (!isDigit(number.charCodeAt(at))) at++;
    first ??= number.slice(from, at);
    const isSame = at - from === first.length && number.startsWith(first, from);
    if (!isSame && plainGap(number.slice(from, at)) !== plainGap(first)) return false;
  }
  return true;
}

const plainGap = (gap: string): string => gap.replace(/[()]/g, '').replace(/\s+/g, ' ');

const firstDigits = (number: string): number => /^\d+/.exec(number)?.[0].length ?? 1;

/** A JSON number in a field that says nothing: an NHS number where it can be one. */
export const redactNumber = (value: number, mark: Mark): unknown =>
  value >= 101_000_000 &&
  value <= 9_999_999_999 &&
  Number.isInteger(value) &&
  isNhsNumber(String(value).padStart(10, '0'))
    ? mark('nhs-number', String(value))
    : value;

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
