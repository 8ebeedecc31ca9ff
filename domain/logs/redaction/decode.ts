import { own } from '../../own';
import { fold } from './fold';

/** As many rounds as a value is ever encoded, and one more; `redactText` refuses what is still encoded then. */
const ROUNDS = 4;
const ENCODED = /%[\da-f]{2}|\\|&(?:#|amp;|lt;|gt;|quot;|apos;|nbsp;)/i;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** One layer of percent-encoding, of backslash escapes, of character references and of unusual characters taken off. */
export function decodeOnce(text: string): string {
  const plain = fold(text);
  if (!ENCODED.test(plain)) return plain;
  return plain
    .replace(/(?:%[\da-f]{2})+/gi, decodePercent)
    .replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([nrt])|(["'\\/]))/gi, (_, u, x, white, same) =>
      white ? ' ' : (same ?? String.fromCharCode(Number.parseInt(u ?? x, 16))),
    )
    .replace(/&(?:#x([\da-f]{1,5})|#(\d{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi, (_, hex, decimal, name) =>
      name
        ? (own(ENTITIES, name.toLowerCase()) ?? '')
        : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    );
}

export function decodeFully(text: string): string {
  let decoded = text;
  for (let round = 0; round < ROUNDS; round++) {
    const next = decodeOnce(decoded);
    if (next === decoded) return decoded;
    decoded = next;
  }
  return decoded;
}

/** Bytes that are not UTF-8 are read as Latin-1, as a person looking for a name in them would. */
function decodePercent(bytes: string): string {
  try {
    return decodeURIComponent(bytes);
  } catch {
    return bytes.replace(/%(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: binary data is told from text by them.
const BINARY = /[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/;
/** Of text that is worth hiding, a postcode's. */
const SHORTEST = 7;

/** Nothing where the bytes are no text. */
function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return text.length < SHORTEST || BINARY.test(text) ? undefined : text;
}

/** The text inside a base64 or base64url token; nothing where it does not decode to text. */
export const decodeBase64 = (token: string): string | undefined => textOf(Buffer.from(token, 'base64'));

const HEXADECIMAL = /^(?:0x)?[2-7][\da-f](?:[2-9a-f][\da-f]){6,}$/i;
const LIKE_BASE32 = /^(?:[A-Z\d]{12,}|[a-z\d]{12,})={0,6}$/;
const BASE32 = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  '0123456789ABCDEFGHIJKLMNOPQRSTUV',
  '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
];

/** The texts that a token may be in hexadecimal or base32 (RFC 4648, sections 6 to 8, and Crockford's). */
export function decodeDigits(token: string): string[] {
  const texts: (string | undefined)[] = [];
  if (HEXADECIMAL.test(token)) texts.push(textOf(Buffer.from(token.replace(/^0x/i, ''), 'hex')));
  if (LIKE_BASE32.test(token)) {
    const digits = token.replace(/=+$/, '').toUpperCase();
    for (const alphabet of BASE32) texts.push(fromBase32(digits, alphabet));
  }
  return texts.filter((text) => text !== undefined);
}

/** Nothing at the first character that is not of the alphabet, or a byte that is no text's. */
function fromBase32(digits: string, alphabet: string): string | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of digits) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (held >> bits) & 0xff;
    if (byte < 0x20 || byte === 0x7f) return undefined;
    bytes.push(byte);
  }
  return textOf(Buffer.from(bytes));
}
