/** Of text that is worth hiding, a postcode's. */
const SHORTEST = 7;
// biome-ignore lint/suspicious/noControlCharactersInRegex: binary data is told from text by them.
const BINARY = /[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/;

/** Nothing where the bytes are no text. */
function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return text.length < SHORTEST || BINARY.test(text) ? undefined : text;
}

/** The text inside a base64 or base64url token; nothing where it does not decode to text. */
export const decodeBase64 = (token: string): string | undefined =>
  beginsText(token) ? textOf(Buffer.from(token, 'base64')) : undefined;

const ASCII = 128;

/** By character code, the value of a digit; -1 of any other character. */
function valuesOf(digits: string, alike: string): Int8Array {
  const values = new Int8Array(ASCII).fill(-1);
  for (const characters of [digits, alike]) {
    for (let value = 0; value < characters.length; value++) values[characters.charCodeAt(value)] = value;
  }
  return values;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BASE64 = `${LETTERS}${LETTERS.toLowerCase()}0123456789`;
const BASE64_VALUES = valuesOf(`${BASE64}+/`, `${BASE64}-_`);

/** Whether the bytes are text up to the first one beyond ASCII: most tokens are not, which shows in their first bytes. */
function beginsText(token: string): boolean {
  let held = 0;
  for (let at = 0; at < token.length; at++) {
    const value = BASE64_VALUES[token.charCodeAt(at)] as number;
    if (value < 0) return true;
    held = (held << 6) | value;
    const place = at & 3;
    if (place === 0) continue;
    const byte = (held >> (6 - 2 * place)) & 0xff;
    if (byte >= ASCII) return byte >= FIRST_LEAD && byte <= LAST_LEAD;
    if (!isPrintable(byte)) return false;
  }
  return true;
}

/** Of the bytes of UTF-8 beyond ASCII, those that may stand first (RFC 3629, section 4). */
const [FIRST_LEAD, LAST_LEAD] = [0xc2, 0xf4];

const [TAB, RETURN, SPACE, DELETE] = [0x09, 0x0d, 0x20, 0x7f];
const isPrintable = (byte: number): boolean => (byte >= SPACE && byte !== DELETE) || (byte >= TAB && byte <= RETURN);

const HEXADECIMAL = /^(?:0x)?[2-7][\da-f](?:[2-9a-f][\da-f]){6,}$/i;
const LIKE_BASE32 = /^(?:[A-Z\d]{12,}|[a-z\d]{12,})={0,6}$/;
const BASE32 = [`${LETTERS}234567`, '0123456789ABCDEFGHIJKLMNOPQRSTUV', '0123456789ABCDEFGHJKMNPQRSTVWXYZ'].map(
  (digits) => valuesOf(digits, digits.toLowerCase()),
);

/** The texts that a token may be in hexadecimal or base32 (RFC 4648, sections 6 to 8, and Crockford's). */
export function decodeDigits(token: string): readonly string[] {
  const texts: string[] = [];
  const keep = (text: string | undefined) => text !== undefined && texts.push(text);
  if (HEXADECIMAL.test(token)) keep(textOf(Buffer.from(token.replace(/^0x/i, ''), 'hex')));
  if (LIKE_BASE32.test(token)) for (const values of BASE32) keep(fromBase32(token, values));
  return texts;
}

const PADDING = 0x3d;

/** Nothing at the first character that is not of the alphabet, or a byte that is no text's. */
function fromBase32(token: string, values: Int8Array): string | undefined {
  const bytes = Buffer.allocUnsafe(Math.ceil((token.length * 5) / 8));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (let at = 0; at < token.length; at++) {
    const character = token.charCodeAt(at);
    if (character === PADDING) break;
    const value = values[character] as number;
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (held >> bits) & 0xff;
    if (byte < SPACE || byte === DELETE) return undefined;
    bytes[length++] = byte;
  }
  return textOf(bytes.subarray(0, length));
}
