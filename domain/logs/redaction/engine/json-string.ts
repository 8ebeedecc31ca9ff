import { BACKSLASH, QUOTE } from './json-characters';

/** Whether a text may stand between quotes in JSON as it is. RFC 8259, section 7. */
export function isLiteral(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character < 0x20 || character === QUOTE || character === BACKSLASH) return false;
  }
  return true;
}

/** A value as JSON. Most of what is written anew is one marker. */
export const asJson = (value: unknown): string =>
  typeof value === 'string' && value.length < 24 && isLiteral(value) ? `"${value}"` : JSON.stringify(value);

/** Behind the quote that closes the string which begins at `from`; -1 where none does. */
export function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) return at + 1;
    if (character === BACKSLASH) at++;
  }
  return -1;
}
