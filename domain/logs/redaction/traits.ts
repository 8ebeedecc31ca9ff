/** Characters that a rule cannot do without, as bits, so that one pass over a text tells which rules to try. */
export const Trait = {
  digit: 1,
  at: 2,
  colon: 4,
  equals: 8,
  dot: 16,
  bar: 32,
  capital: 64,
  quote: 128,
  escape: 256,
  letter: 512,
  /** Three digits in a row. */
  number: 1024,
  /** Fourteen characters of base64 in a row. */
  longWord: 2048,
} as const;

const CHARACTERS: Readonly<Partial<Record<keyof typeof Trait, string>>> = {
  digit: '0123456789',
  at: '@',
  colon: ':',
  equals: '=',
  dot: '.',
  bar: '|',
  capital: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  quote: '"',
  escape: '%\\#',
  letter: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
};

/** Of base64 and of no trait. */
const WORD = 4096;
const WORD_CHARACTERS = `${CHARACTERS.letter}${CHARACTERS.digit}_+/-`;

const BITS = new Uint16Array(128);
const mark = (characters: string, bit: number): void => {
  for (const character of characters) BITS[character.charCodeAt(0)] = (BITS[character.charCodeAt(0)] ?? 0) | bit;
};
for (const [trait, characters] of Object.entries(CHARACTERS)) mark(characters, Trait[trait as keyof typeof Trait]);
mark(WORD_CHARACTERS, WORD);

export function traitsOf(text: string): number {
  let traits = 0;
  let digits = 0;
  let word = 0;
  for (let at = 0; at < text.length; at++) {
    const bits = BITS[text.charCodeAt(at)] ?? 0;
    traits |= bits;
    digits = bits & Trait.digit ? digits + 1 : 0;
    word = bits & WORD ? word + 1 : 0;
    if (digits === 3) traits |= Trait.number;
    if (word === 14) traits |= Trait.longWord;
  }
  return traits;
}
