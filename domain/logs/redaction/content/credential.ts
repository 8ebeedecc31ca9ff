import type { ContentRule } from '../redaction';
import { replaceEach } from '../replace-each';

/** RFC 9110, section 11: a scheme and what proves the caller. */
const SCHEME = /\b(Bearer|Basic|Digest|DPoP)(\s{1,2}|%20)([^\s"',;<>[\]]{6,})/gi;
/** A word for a secret and then the secret; a word with neither digit nor capital is prose ("key exchange"). */
const NAMED =
  /\b((?:api[ _-]?)?key|token|secret|password|passphrase|credential)(s?["']?(?:\s{1,2}|\s?[:=]\s?)["']?)([\w+/~.=-]{16,})/gi;
/** Keys that say by their first letters whose they are. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const PREFIXED =
  /(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z\d])|(?:[spr]k_(?:live|test)|gh[opsur])_\w{10,}|xox[abprs]-[\w-]{10,}/g;
const WORDS = /bearer|basic|digest|dpop|aws4|key|token|secret|pass|credential/i;
const PEM = /-----BEGIN [A-Z ]{3,40}-----[^-]{0,20000}(?:-----END [A-Z ]{3,40}-----)?/g;

export const redactCredentials: ContentRule = (text, { mark }) => {
  const open = text.includes('-----BEGIN') ? text.replace(PEM, (block) => mark('credential', block)) : text;
  const unnamed = replaceEach(open, PREFIXED, ([key]) => mark('api-key', key));
  if (!WORDS.test(unnamed)) return unnamed;
  return unnamed
    .replace(SCHEME, (_, scheme: string, gap: string, secret: string) => scheme + gap + mark('credential', secret))
    .replace(NAMED, (whole, name: string, gap: string, secret: string) =>
      /\d/.test(secret) ? name + gap + mark(/key/i.test(name) ? 'api-key' : 'credential', secret) : whole,
    );
};
