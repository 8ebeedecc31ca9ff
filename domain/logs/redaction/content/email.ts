import type { ContentRule } from '../redaction';

const LOCAL = /[\p{L}\p{N}.!#$%&'*+/?^_`{}~-]/u;
const DOMAIN = /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}{2,24}/uy;
/** RFC 5321, section 4.5.3.1.1. */
const LONGEST_LOCAL = 64;

/** Where a local part in quotes begins (RFC 5321, section 4.1.2); its end where it does not. */
function openingQuote(text: string, closing: number, from: number): number {
  const opening = text.lastIndexOf('"', closing - 1);
  return opening >= from && closing - opening <= LONGEST_LOCAL && closing > opening + 1 ? opening : closing + 1;
}

/** From each `@` outwards, so that a long run of letters without one costs nothing. `validator@1.2.3` is a version. */
export const redactEmails: ContentRule = (text, { mark }) => {
  let result = '';
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at + 1;
    if (!DOMAIN.test(text)) continue;
    let start = at;
    while (start > from && at - start < LONGEST_LOCAL && LOCAL.test(text.charAt(start - 1))) start--;
    if (start === at && text[at - 1] === '"') start = openingQuote(text, at - 1, from);
    if (start === at) continue;
    result += text.slice(from, start) + mark('email', text.slice(start, DOMAIN.lastIndex));
    from = DOMAIN.lastIndex;
  }
  return from === 0 ? text : result + text.slice(from);
};
