import { own } from '../../../own';
import { inAscii } from './in-ascii';

/** As many rounds as a value is ever encoded, and one more; `redactText` refuses what is still encoded then. */
const ROUNDS = 4;
const ENCODED = /%[\da-f]{2}|\\|&(?:#|amp;|lt;|gt;|quot;|apos;|nbsp;)/i;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** One layer of percent-encoding, of backslash escapes, of character references and of unusual characters taken off. */
export function decodeOnce(text: string): string {
  const plain = inAscii(text);
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
