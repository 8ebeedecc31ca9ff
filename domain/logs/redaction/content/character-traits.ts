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
  /** Twelve characters of base64 in a row. */
  longWord: 2048,
  /** Two colons together, or seven. */
  colons: 8192,
  /** Three dots. */
  dots: 16384,
  /** Anything beyond ASCII. */
  wide: 32768,
  angle: 65536,
  /** The end of `->` and `=>`. */
  arrow: 131072,
  /** Four hyphens. */
  hyphens: 262144,
  /** Ten digits, wherever they stand. */
  tenDigits: 1048576,
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
  escape: '%\\&',
  angle: '<',
  arrow: '>',
  letter: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
};

/** Of base64 and of no trait. */
const WORD = 4096;
/** Of no trait alone. */
const HYPHEN = 524288;
const WORD_CHARACTERS = `${CHARACTERS.letter}${CHARACTERS.digit}_+/-`;

const ASCII = 128;
const BITS = new Uint32Array(ASCII);
const mark = (characters: string, bit: number): void => {
  for (const character of characters) BITS[character.charCodeAt(0)] = (BITS[character.charCodeAt(0)] ?? 0) | bit;
};
for (const [trait, characters] of Object.entries(CHARACTERS)) mark(characters, Trait[trait as keyof typeof Trait]);
mark(WORD_CHARACTERS, WORD);
mark('-', HYPHEN);

const placeOf = (bit: number): number => Math.log2(bit);
const WORD_PLACE = placeOf(WORD);
const COLON_PLACE = placeOf(Trait.colon);
const DOT_PLACE = placeOf(Trait.dot);
const HYPHEN_PLACE = placeOf(HYPHEN);

/** Sums in place of branches: which character comes next cannot be foretold, and a wrong guess costs ten steps. */
export function traitsOf(text: string): number {
  let traits = 0;
  let digits = 0;
  let allDigits = 0;
  let word = 0;
  let colons = 0;
  let dots = 0;
  let hyphens = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    const bits = character < ASCII ? (BITS[character] as number) : Trait.wide;
    traits |= bits;
    digits = (digits + 1) & -(bits & Trait.digit);
    allDigits += bits & Trait.digit;
    word = (word + 1) & -((bits >> WORD_PLACE) & 1);
    colons += (bits >> COLON_PLACE) & 1;
    dots += (bits >> DOT_PLACE) & 1;
    hyphens += (bits >> HYPHEN_PLACE) & 1;
    if (digits === 3) traits |= Trait.number;
    if (word === 12) traits |= Trait.longWord;
  }
  if (colons > 1 && (colons > 6 || text.includes('::'))) traits |= Trait.colons;
  if (hyphens > 3) traits |= Trait.hyphens;
  if (allDigits > 9) traits |= Trait.tenDigits;
  return dots > 2 ? traits | Trait.dots : traits;
}
