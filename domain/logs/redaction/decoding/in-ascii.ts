const UNUSUAL =
  /[\u00a0\u00ad\u2000-\u2015\u202f\u205f\u2060-\u2064\u2212\u3000\ufe63\ufeff\uff01-\uff5e]|(?![0-9])\p{Nd}/u;
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const HYPHENS = /[\u2010-\u2015\u2212\ufe63]/g;
/** Zero-width characters and the soft hyphen. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const DIGITS = /(?![0-9])\p{Nd}/gu;

/** Spaces, hyphens, digits and letters of other widths and scripts as ASCII writes them; invisible characters go. */
export function inAscii(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text
    .replace(SPACES, ' ')
    .replace(HYPHENS, '-')
    .replace(INVISIBLE, '')
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(DIGITS, digitOf);
}

const known = new Map<string, string>();

/** Every script has its ten digits together, zero first (Unicode Standard, section 4.6). */
function digitOf(digit: string): string {
  const found = known.get(digit);
  if (found !== undefined) return found;
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  const value = String(code - zero);
  // All of Unicode has fewer than a thousand of them.
  known.set(digit, value);
  return value;
}
