/** Cc, Cf (which reorder or hide text: U+202E, U+200B) and line separators; not the plain line break. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * Text from outside as one line for a terminal or a log: what would move a cursor, change a colour or turn the reading
 * direction is written out, such as `\u{1b}`.
 */
export const printable = (text: string): string =>
  text.replaceAll(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** As `printable`, of text that has lines of its own. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');

/** JSON for a terminal: the same value, with nothing in it that a terminal obeys. */
export const printableJson = (value: unknown, indent?: number): string =>
  (JSON.stringify(value, undefined, indent) ?? 'null').replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character === '\n' ? character : character.split('').map(escaped).join(''),
  );

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
