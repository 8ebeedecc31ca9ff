import { PERSONAL_KINDS, type PersonalKind } from './redaction';

/** Sixteen consonants: neither a digit nor a word can come of them, so no class takes a mark for personal data. */
const LETTERS = 'bcdfghjklmnpqrst';
/** 48 bits: among a million values of a day two share a mark with a chance of 1 in 600. */
const LENGTH = 12;
/** Of the longest kind, with its hash and both brackets. */
const LONGEST = Math.max(...PERSONAL_KINDS.map(({ length }) => length)) + LENGTH + 3;
const MARKER = new RegExp(`^\\[(?:${PERSONAL_KINDS.join('|')})(?:-[${LETTERS}]{${LENGTH}})?\\]$`);

/** `[nhs-number-bcdfghjklmnp]`: the class, and twelve letters of a hash of the value. */
export const linkedMarker = (kind: PersonalKind, hash: Uint8Array): string =>
  `[${kind}-${[...hash.subarray(0, LENGTH / 2)].map((byte) => letter(byte >> 4) + letter(byte & 15)).join('')}]`;

const letter = (nibble: number): string => LETTERS.charAt(nibble);

/** Whether the whole value is a marker, with or without a hash. */
export const isMarker = (value: string): boolean =>
  value.length <= LONGEST && value.startsWith('[') && MARKER.test(value);
