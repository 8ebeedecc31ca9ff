import { EARLIER_SECRET, LIKE_MINTED_SECRET } from '../../../credentials/minted-secret';
import { own } from '../../../own';
import { type CodedText, makeTextReader } from './coded-text';

/** Where what begins at `from` and has the form that a field always has ends; -1 where it has another form. */
export type ValueShape = (reading: CodedText, from: number) => number;

const LONGEST = 1024;
const read = makeTextReader(LONGEST);

/** Whether a text has the shape from its beginning to its end. */
export function whole(shape: ValueShape, text: string): boolean {
  const reading = read(text);
  return reading !== undefined && shape(reading, 0) === text.length;
}

const ASCII = 128;

const CLASSES: Readonly<Record<string, string>> = {
  '9': '0123456789',
  x: '0123456789abcdefABCDEF',
  A: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  a: 'abcdefghijklmnopqrstuvwxyz',
  b: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_',
};

/**
 * A form of fixed width, drawn: `9` is a digit, `x` a hexadecimal one, `A` a capital, `a` a small letter, `b` a
 * character of base64, and everything else itself. A loop over a table, as these are compared for nearly every field
 * of every record and a regular expression takes three times as long.
 */
export function drawn(picture: string): ValueShape {
  const width = picture.length;
  const allowed = new Uint8Array(width * ASCII);
  for (let at = 0; at < width; at++) {
    const sign = picture.charAt(at);
    for (const character of own(CLASSES, sign) ?? sign) allowed[at * ASCII + character.charCodeAt(0)] = 1;
  }
  return ({ codes }, from) => {
    for (let at = 0; at < width; at++) {
      const character = codes[from + at] as number;
      if (character >= ASCII || allowed[at * ASCII + character] === 0) return -1;
    }
    return from + width;
  };
}

export const either =
  (one: ValueShape, other: ValueShape): ValueShape =>
  (reading, from) => {
    const end = one(reading, from);
    return end < 0 ? other(reading, from) : end;
  };

/** A shape whose parts must also go together. */
export const where =
  (shape: ValueShape, holds: (reading: CodedText, from: number, end: number) => boolean): ValueShape =>
  (reading, from) => {
    const end = shape(reading, from);
    return end < 0 || holds(reading, from, end) ? end : -1;
  };

export function matches(pattern: RegExp): ValueShape {
  const sticky = new RegExp(pattern, `${pattern.flags}y`);
  return ({ text }, from) => {
    sticky.lastIndex = from;
    return sticky.test(text) ? sticky.lastIndex : -1;
  };
}

const DIGIT = 1;
const LETTER = 2;
const JOINT = 3;
const KINDS = new Uint8Array(ASCII);
for (const character of CLASSES[9] ?? '') KINDS[character.charCodeAt(0)] = DIGIT;
for (const character of `${CLASSES.A}${CLASSES.a}`) KINDS[character.charCodeAt(0)] = LETTER;
for (const character of '-_./:{}+$~') KINDS[character.charCodeAt(0)] = JOINT;

/** Fewer digits together than a telephone number, a date or an NHS number has, however they are joined. */
const MOST_DIGITS = 6;
const LONGEST_CODE = 100;

const word: ValueShape = ({ codes }, from) => {
  const last = from + LONGEST_CODE;
  let digits = 0;
  let at = from;
  for (; at < last; at++) {
    const character = codes[at] as number;
    const kind = character < ASCII ? KINDS[character] : 0;
    if (kind === LETTER) digits = 0;
    else if (kind === DIGIT) digits++;
    else if (kind !== JOINT) return at;
    if (digits > MOST_DIGITS) return -1;
  }
  return at;
};

const SECRET = new RegExp(`${LIKE_MINTED_SECRET}|${EARLIER_SECRET}`);
const SHORTEST_EARLIER_SECRET = 80;
const UNDERSCORE = 0x5f;
const P = 0x70;

/** Whether a secret of the platform may stand there, so that the expression is tried on nearly no word. */
function mayHoldSecret(codes: Uint16Array, from: number, end: number): boolean {
  if (end - from >= SHORTEST_EARLIER_SECRET) return true;
  for (let at = end - 13; at > from; at--) if (codes[at] === UNDERSCORE && codes[at - 1] === P) return true;
  return false;
}

/** One word made by a machine: a name, a route, a version or an identifier in which no one's number or secret can stand. */
export const code = where(
  word,
  ({ text, codes }, from, end) => !mayHoldSecret(codes, from, end) || !SECRET.test(text.slice(from, end)),
);

const DASH = 0x2d;
const LONGEST_COUNT = 9;

/** A count, or the gateway's dash for none. */
export const measure: ValueShape = ({ codes }, from) => {
  if (codes[from] === DASH) return from + 1;
  const last = from + LONGEST_COUNT;
  let at = from;
  for (; at < last; at++) {
    const character = codes[at] as number;
    if (character < 0x30 || character > 0x39) return at;
  }
  return at;
};
