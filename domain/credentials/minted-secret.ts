/**
 * The form of every secret that the platform mints: `dip_`, 43 letters and digits that hold 256 random bits, and six
 * that check them. So whoever finds one in a file or a log can tell what it is without asking anybody, as with GitHub's:
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
const PREFIX = 'dip_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = BigInt(ALPHABET.length);
/** 256 bits take 42.99 characters of base 62. */
const BODY_LENGTH = 43;
const CHECK_LENGTH = 6;

/**
 * As secret scanners are told it; a match is one where its check is right. What names the secret's
 * owner and a dot may stand before it: `<application id>.dip_…`.
 */
export const MINTED_SECRET = `${PREFIX}[0-9A-Za-z]{${BODY_LENGTH + CHECK_LENGTH}}`;

/** The same where it was cut off or mistyped: nothing else begins so, and most of a secret is a secret. */
export const LIKE_MINTED_SECRET = `${PREFIX}[0-9A-Za-z]{12,}`;

/** As keys, codes and refresh tokens were minted before they had a form: an id, a dot, 256 bits in base64url. */
export const EARLIER_SECRET = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}\\.[\\w-]{43}';

/** @param random 32 bytes, all of which the secret holds */
export function mintedSecret(random: Uint8Array): string {
  const number = random.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const body = base62(number, BODY_LENGTH);
  return `${PREFIX}${body}${checkOf(body)}`;
}

const CANDIDATE = new RegExp(
  `(?<![0-9A-Za-z])${MINTED_SECRET}(?![0-9A-Za-z])|(?<![\\w-])${EARLIER_SECRET}(?![\\w-])`,
  'g',
);

/** Where in a text secrets of the platform begin; one of the present form counts if its check is right. */
export function secretsIn(text: string): readonly number[] {
  return [...text.matchAll(CANDIDATE)].filter(([found]) => isRight(found)).map(({ index }) => index);
}

function isRight(found: string): boolean {
  if (!found.startsWith(PREFIX)) return true;
  const body = found.slice(PREFIX.length, -CHECK_LENGTH);
  return found.endsWith(checkOf(body));
}

const checkOf = (body: string): string => base62(BigInt(crc32(body)), CHECK_LENGTH);

function base62(number: bigint, length: number): string {
  let text = '';
  for (let rest = number; rest > 0n; rest /= BASE) text = ALPHABET.charAt(Number(rest % BASE)) + text;
  return text.padStart(length, ALPHABET.charAt(0));
}

/** CRC-32 of ASCII, as gzip has it: RFC 1952, section 8. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
