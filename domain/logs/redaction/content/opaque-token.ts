import { LIKE_MINTED_SECRET } from '../../../credentials/minted-secret';
import { decodeBase64, decodeDigits } from '../decoding/decode-token';
import type { ContentRule, PersonalKind, Redaction } from '../redaction';
import { replaceEach } from './replace-each';

/** Seven characters, the shortest thing worth hiding, take twelve in base32 and more in hexadecimal. */
const TOKEN = /[\w+/-]{12,}={0,6}/g;
const IDENTIFIER = /^(?:[\da-f-]+|[a-z/-]+)$/i;
/** Keys that say by their first letters whose they are, and whole runs of capitals and digits, which may end in one. */
const PREFIXED = /(?<![A-Z\d])[A-Z\d]{20,}|(?:[spr]k_(?:live|test)|gh[opsur])_\w{10,}|xox[abprs]-[\w-]{10,}/g;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const AWS_ID = /^(?:AKIA|ASIA)[A-Z2-7]{16}$/;
const AWS_ID_LENGTH = 20;
const OWN = new RegExp(LIKE_MINTED_SECRET, 'g');
const SHORTEST_OWN = 16;
/** The end of an id, a dot and a secret, as `EARLIER_SECRET` has them: a literal begins it, which is found fastest. */
const EARLIER = /(-[\da-f]{12}\.)([\w-]{43})(?![\w-])/g;
/** 256 bits of base64url, as secrets were before they had a form; a SHA-256 in base64url looks the same. */
const EARLIER_BARE = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{43}$/;
/** AWS secret keys have forty characters of base64, capitals and digits among them; a SHA-1 has forty of hexadecimal. */
const AWS_SECRET = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/]{40}$/;
/** The first bytes of gzip: text that only looks opaque. */
const COMPRESSED = /^H4sI/;

/** Keys by their shape; cursors and the like whole where the text in them holds anything personal. */
export const redactOpaqueTokens: ContentRule = (text, redaction, layers) =>
  replaceEach(withoutOwn(text, redaction), TOKEN, ([token]) => {
    const open = replaceEach(token, PREFIXED, ([found]) => withoutKey(found, redaction));
    return open === token ? redactToken(token, redaction, layers) : besideKeys(open, redaction, layers);
  });

/** A run is read at its end alone: to try each place in it where a key may begin takes the longer, the longer it is. */
function withoutKey(found: string, { mark }: Redaction): string {
  if (!/^[A-Z\d]/.test(found)) return mark('api-key', found);
  const end = found.slice(-AWS_ID_LENGTH);
  return AWS_ID.test(end) ? found.slice(0, -AWS_ID_LENGTH) + mark('api-key', end) : found;
}

/** Once more, as what stood beside a key may be a token of its own. */
const besideKeys: ContentRule = (open, redaction, layers) =>
  replaceEach(open, TOKEN, ([token]) => redactToken(token, redaction, layers));

const redactToken: ContentRule = (token, redaction, layers) => {
  const kind = kindOf(token, redaction, layers);
  if (kind) return redaction.mark(kind, token);
  return token.includes('/') ? redactParts(token, redaction, layers) : token;
};

function withoutOwn(text: string, { mark }: Redaction): string {
  if (text.length < SHORTEST_OWN) return text;
  const open = text.includes('dip_') ? replaceEach(text, OWN, ([secret]) => mark('credential', secret)) : text;
  return replaceEach(open, EARLIER, ([, id = '', secret = '']) => id + mark('credential', secret));
}

function redactParts(token: string, redaction: Redaction, layers: number): string {
  return token
    .split('/')
    .map((part) => {
      const kind = part.length < 12 ? undefined : kindOf(part, redaction, layers);
      return kind ? redaction.mark(kind, part) : part;
    })
    .join('/');
}

function kindOf(token: string, redaction: Redaction, layers: number): PersonalKind | undefined {
  if (token.length === 43 && EARLIER_BARE.test(token)) return 'credential';
  if (token.length === 40 && AWS_SECRET.test(token)) return 'api-key';
  const isPersonal = (text: string | undefined) => text !== undefined && redaction.text(text, layers + 1) !== text;
  if (decodeDigits(token).some(isPersonal)) return 'encoded';
  if (IDENTIFIER.test(token)) return undefined;
  if (COMPRESSED.test(token)) return 'encoded';
  return isPersonal(decodeBase64(token)) ? 'encoded' : undefined;
}
