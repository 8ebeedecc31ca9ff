/**
 * Whether the hexadecimal digits among `codes` (UTF-16, from `from` to before `to`) look drawn at random. One in a million
 * drawn ones does not; digits that somebody chose, to write a number or a word with them, mostly do not. Hyphens are
 * passed over.
 */
export function looksDrawn(codes: Uint16Array, from: number, to: number): boolean {
  let seen = 0;
  let count = 0;
  let alike = 0;
  let close = 0;
  let last = -2;
  for (let at = from; at < to; at++) {
    const digit = digitOf(codes[at] as number);
    if (digit < 0) continue;
    const step = digit - last;
    const apart = step * step;
    // Sign bits in place of branches: which digit comes next cannot be foretold, and a wrong guess costs ten steps.
    alike = (alike + 1) & -((apart - 1) >>> 31);
    close += (apart - 2) >>> 31;
    if (alike === MOST_ALIKE) return false;
    seen |= 1 << digit;
    last = digit;
    count++;
  }
  return (seen & LETTERS) !== 0 && 4 * ones(seen) >= count && 2 * close < count + 4;
}

/** The same digit so often again comes of 24 drawn ones once in a million times. */
const MOST_ALIKE = 6;
const LETTERS = 0xfc00;

/** By character code, the digit's value; -1 of any other character. */
const DIGITS = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value++) {
  const sign = value.toString(16);
  DIGITS[sign.charCodeAt(0)] = value;
  DIGITS[sign.toUpperCase().charCodeAt(0)] = value;
}

const digitOf = (code: number): number => (code < 128 ? (DIGITS[code] as number) : -1);

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

const UUID_LENGTH = 36;
const VERSION = 14;
const VARIANT = 19;

/** First eight digits of the milliseconds since 1970 in 2020, and of those in 2100 (RFC 9562, section 5.7). */
const FIRST_YEARS = 0x016f5e66;
const LAST_YEARS = 0x03bb2cc3;

/**
 * Whether the UUID at `from` is one of those made of random bits (RFC 9562, versions 4 and 7) and looks it. The other
 * versions are made of an address, of a name, or of whatever their maker likes.
 */
export function isRandomUuidAt(codes: Uint16Array, from: number): boolean {
  const version = digitOf(codes[from + VERSION] as number);
  const variant = digitOf(codes[from + VARIANT] as number);
  if (variant < 8 || variant > 11) return false;
  if (version === 4) return looksDrawn(codes, from, from + UUID_LENGTH);
  return version === 7 && isOurTime(codes, from) && looksDrawn(codes, from + VERSION + 1, from + UUID_LENGTH);
}

function isOurTime(codes: Uint16Array, from: number): boolean {
  let time = 0;
  for (let at = from; at < from + 8; at++) time = time * 16 + digitOf(codes[at] as number);
  return time >= FIRST_YEARS && time < LAST_YEARS;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The same of a text that may be any. */
export const isRandomUuid = (text: string): boolean =>
  UUID.test(text) &&
  isRandomUuidAt(
    Uint16Array.from(text, (sign) => sign.charCodeAt(0)),
    0,
  );
