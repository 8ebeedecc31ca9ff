import type { ContentRule } from '../redaction';

/** RFC 9110, section 11: a scheme and what proves the caller. */
const SCHEME = /\b(Bearer|Basic|Digest|DPoP)(\s{1,2}|%20)([^\s"',;<>[\]]{6,})/gi;
/** A word for a secret and then the secret; a word with neither digit nor capital is prose ("key exchange"). */
const NAMED =
  /\b((?:api[ _-]?)?key|token|secret|password|passphrase|credential)(s?["']?(?:\s{1,2}|\s?[:=]\s?)["']?)([\w+/~.=-]{16,})/gi;
/** RFC 3986, section 3.2.1: what stands before the `@` of an address, whatever the scheme. Of a name alone the rest stays. */
const USER_INFO = /(\/\/[^\s/?#@:"'<>]{0,128}:)([^\s/?#"'<>]{1,512})(?=@)/g;
/** The same where its signs should have been encoded and were not; digits before one are a port. */
const RAW_USER_INFO = /(\/\/[^\s/?#@:"'<>[]{0,128}:)((?!\d{1,5}[/?#])[^\s@"<>[\]]{1,128})(?=@)/g;
/** A token in a name's place. */
const USER_TOKEN = /(?<![A-Za-z\d])([a-z][a-z\d+.-]{1,20}:\/\/)([\w.~%+-]{16,512})(?=@)/gi;
const WORDS = /bearer|basic|digest|dpop|aws4|key|token|secret|pass|credential/i;
const PEM = /-----BEGIN [A-Z ]{3,40}-----[^-]{0,20000}(?:-----END [A-Z ]{3,40}-----)?/g;

export const redactCredentials: ContentRule = (text, { mark }) => {
  const open = text.includes('-----BEGIN') ? text.replace(PEM, (block) => mark('credential', block)) : text;
  const write = (_: string, before: string, secret: string) => before + mark('credential', secret);
  const closed =
    open.includes('@') && open.includes('//')
      ? open.replace(USER_INFO, write).replace(RAW_USER_INFO, write).replace(USER_TOKEN, write)
      : open;
  if (!WORDS.test(closed)) return closed;
  return closed
    .replace(SCHEME, (_, scheme: string, gap: string, secret: string) => scheme + gap + mark('credential', secret))
    .replace(NAMED, (whole, name: string, gap: string, secret: string) =>
      /\d/.test(secret) ? name + gap + mark(/key/i.test(name) ? 'api-key' : 'credential', secret) : whole,
    );
};
