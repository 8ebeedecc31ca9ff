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

/** The text inside a base64 or base64url token; nothing where it does not decode to text. */
export function decodeBase64(token: string): string | undefined {
  const text = Buffer.from(token, 'base64').toString('utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: binary data is told from text by them.
  return text.length < 8 || /[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/.test(text) ? undefined : text;
}

const BASE32 = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  '0123456789ABCDEFGHIJKLMNOPQRSTUV',
  '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
];
const ASCII_HEX = /^(?:0x)?(?:[2-7][\da-f]){8,}$/i;
const PRINTABLE = /^[\s\x20-\x7e]+$/;

/** The texts that a token may be in hexadecimal or base32 (RFC 4648, sections 6 to 8, and Crockford's), if ASCII. */
export function decodeAscii(token: string): string[] {
  const texts: string[] = [];
  if (ASCII_HEX.test(token)) texts.push(Buffer.from(token.replace(/^0x/i, ''), 'hex').toString('latin1'));
  if (/^(?:[A-Z\d]{16,}|[a-z\d]{16,})={0,6}$/.test(token)) {
    for (const alphabet of BASE32) {
      const text = fromBase32(token.replace(/=+$/, '').toUpperCase(), alphabet);
      if (text !== undefined) texts.push(text);
    }
  }
  return texts.filter((text) => PRINTABLE.test(text));
}

/** Nothing at the first character that is not of the alphabet, or not of ASCII text. */
function fromBase32(token: string, alphabet: string): string | undefined {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const character of token) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (held >> bits) & 0xff;
    if (byte > 0x7e) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}
