import { PERSONAL_KINDS, type PersonalKind, type Redaction } from '../redaction';

/** A consonant for each hexadecimal digit: neither a number nor a word comes of them, so no class takes a mark for data. */
const LETTERS = 'bcdfghjklmnpqrst';
/** 48 bits: among a million values of a day two share a mark with a chance of 1 in 600. */
const LENGTH = 12;
/** Of the longest kind, with its hash and both brackets. */
const LONGEST = Math.max(...PERSONAL_KINDS.map(({ length }) => length)) + LENGTH + 3;
const MARKER = new RegExp(`^\\[(?:${PERSONAL_KINDS.join('|')})(?:-[${LETTERS}]{${LENGTH}})?\\]$`);

/** `[nhs-number-bcdfghjklmnp]`: the class, and twelve letters of a hash of the value. */
export function linkedMarker(kind: PersonalKind, hexadecimal: string): string {
  let letters = '';
  for (let at = 0; at < LENGTH; at++) letters += BY_CODE[hexadecimal.charCodeAt(at)];
  return `[${kind}-${letters}]`;
}

/** The consonant of a hexadecimal digit, by the digit's character code. */
const BY_CODE: string[] = [];
for (const [value, letter] of [...LETTERS].entries()) BY_CODE[value.toString(16).charCodeAt(0)] = letter;

const BRACKET = 0x5b;

/** Whether the whole value is a marker, with or without a hash. */
export const isMarker = (value: string): boolean =>
  value.length <= LONGEST && value.charCodeAt(0) === BRACKET && MARKER.test(value);

/** The marker of a value; absent values stay what they are, so that a record still says that there was none. */
export function replacedValue(value: unknown, kind: PersonalKind, { mark }: Redaction): unknown {
  if (value === null || value === '' || value === '-' || typeof value === 'boolean') return value;
  return mark(kind, typeof value === 'string' ? value : JSON.stringify(value));
}
