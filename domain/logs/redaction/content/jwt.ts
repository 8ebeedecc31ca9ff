import type { ContentRule } from '../redaction';

/** A JOSE header is JSON, so its base64url begins `eyJ`; two parts (a token cut short) up to five (JWE, RFC 7516). */
const JWT = /(?<![\w-])eyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g;

export const redactJwts: ContentRule = (text, { mark }) =>
  text.includes('eyJ') ? text.replace(JWT, (found) => mark('jwt', found)) : text;
