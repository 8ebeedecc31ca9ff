/** Whether the characters from `from` up to `to` have exactly the form that a field always has; see `whole`. */
export type Shape = (text: string, from: number, to: number) => boolean;

export const whole = (shape: Shape, text: string): boolean => shape(text, 0, text.length);

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
export function drawn(picture: string): Shape {
  const width = picture.length;
  const allowed = new Uint8Array(width * ASCII);
  for (let at = 0; at < width; at++) {
    const sign = picture.charAt(at);
    for (const character of CLASSES[sign] ?? sign) allowed[at * ASCII + character.charCodeAt(0)] = 1;
  }
  return (text, from, to) => {
    if (to - from !== width) return false;
    for (let at = 0; at < width; at++) {
      const character = text.charCodeAt(from + at);
      if (character >= ASCII || allowed[at * ASCII + character] === 0) return false;
    }
    return true;
  };
}

export const either =
  (one: Shape, other: Shape): Shape =>
  (text, from, to) =>
    one(text, from, to) || other(text, from, to);

export const matches =
  (pattern: RegExp): Shape =>
  (text, from, to) =>
    pattern.test(text.slice(from, to));

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

/** One word made by a machine: a name, a route, a version or an identifier in which no one's number can stand. */
export const code: Shape = (text, from, to) => {
  if (to - from > LONGEST_CODE) return false;
  let digits = 0;
  for (let at = from; at < to; at++) {
    const character = text.charCodeAt(at);
    const kind = character < ASCII ? KINDS[character] : 0;
    if (kind === LETTER) digits = 0;
    else if (kind === DIGIT) digits++;
    else if (kind !== JOINT) return false;
    if (digits > MOST_DIGITS) return false;
  }
  return true;
};

const DASH = 0x2d;

/** A count, or the gateway's dash for none. */
export const measure: Shape = (text, from, to) => {
  if (to - from === 1 && text.charCodeAt(from) === DASH) return true;
  for (let at = from; at < to; at++) {
    const character = text.charCodeAt(at);
    if (character < 0x30 || character > 0x39) return false;
  }
  return to - from < 10;
};
