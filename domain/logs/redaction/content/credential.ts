import type { ContentRule } from '../redaction';

/** RFC 9110, section 11: a scheme and what proves the caller. */
const SCHEME = /\b(Bearer|Basic|Digest|DPoP)(\s{1,2}|%20)([^\s"',;<>[\]]{6,})/gi;
/** A word for a secret and then the secret; a word with neither digit nor capital is prose ("key exchange"). */
const NAMED =
  /\b((?:api[ _-]?)?key|token|secret|password|passphrase|credential)(s?["']?(?:\s{1,2}|\s?[:=]\s?)["']?)([\w+/~.=-]{16,})/gi;
const WORDS = /bearer|basic|digest|dpop|aws4|key|token|secret|pass|credential/i;
const PEM = /-----BEGIN [A-Z ]{3,40}-----[^-]{0,20000}(?:-----END [A-Z ]{3,40}-----)?/g;

export const redactCredentials: ContentRule = (text, { mark }) => {
  const open = text.includes('-----BEGIN') ? text.replace(PEM, (block) => mark('credential', block)) : text;
  if (!WORDS.test(open)) return open;
  return open
    .replace(SCHEME, (_, scheme: string, gap: string, secret: string) => scheme + gap + mark('credential', secret))
    .replace(NAMED, (whole, name: string, gap: string, secret: string) =>
      /\d/.test(secret) ? name + gap + mark(/key/i.test(name) ? 'api-key' : 'credential', secret) : whole,
    );
};
