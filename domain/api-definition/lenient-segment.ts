import { partsOf } from './path-template';

/** As many as any target is known to do; whoever encodes more often means no name. */
const mostDecodings = 4;
/** U+0085 is white space to .NET and Python; a `+` is a blank to whoever decodes a path as a form. */
const whiteSpace = /^[\s\u0085+]+|(?<![\s\u0085+])[\s\u0085+]+$/gu;
const invisible = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** What goes on with a name. Before anything else some reader drops the rest: `;v=1`, `.json`, `::$DATA`, ` `, `#`. */
const withinName = /^[\p{L}\p{N}_@-]/u;

/**
 * A segment as the most lenient target may read it: decoded to the end, compatibility forms (Unicode NFKD), accents
 * and case folded, without what cannot be seen. Undefined where that may be anything.
 */
export function lenientReading(segment: string): string | undefined {
  let text = segment;
  for (let round = 0; round <= mostDecodings; round += 1) {
    const folded = foldedOnce(text);
    if (folded === undefined || folded === text) return folded?.replace(whiteSpace, '');
    text = folded;
  }
  return undefined;
}

function foldedOnce(text: string): string | undefined {
  try {
    return plainForm(plainForm(decodeURIComponent(text)).toUpperCase().toLowerCase());
  } catch {
    return undefined;
  }
}

/** Text in the compatibility form (Unicode NFKD) that some target makes of it, without what cannot be seen. */
export const plainForm = (text: string): string => text.normalize('NFKD').replace(invisible, '');

/** Whether some target takes it for no segment at all: blank, dots that a file system drops, parameters only. */
export const mayVanish = (reading: string | undefined): boolean =>
  reading === undefined || /^\.*($|[;?#])/.test(reading);

/** Whether some target takes what was read for a value of the template's segment, `{id}:validate` or `admin`. */
export function mayBe(template: string, reading: string | undefined): boolean {
  if (reading === undefined) return true;
  const parts = partsOf(template);
  let position = 0;
  let isOpen = false;
  for (const [index, part] of parts.entries()) {
    if ('parameter' in part) {
      isOpen = true;
      continue;
    }
    const isLast = index === parts.length - 1;
    const literal = nameIn(part.literal);
    const from = isOpen ? position + 1 : position;
    const found = placeOf(literal, { reading, from, to: isOpen ? reading.length : from, isLast });
    if (found === undefined) return false;
    position = found + literal.length;
    isOpen = false;
  }
  return !isOpen || position < reading.length;
}

const nameIn = (literal: string): string => {
  const reading = lenientReading(literal) ?? literal;
  return reading.replace(/[\s.]+$/, '') || reading || literal;
};

interface Search {
  readonly reading: string;
  readonly from: number;
  readonly to: number;
  /** Then nothing that goes on with the name may follow. */
  readonly isLast: boolean;
}

function placeOf(literal: string, { reading, from, to, isLast }: Search): number | undefined {
  for (let at = from; at <= to; at += 1) {
    if (looksLike(reading.slice(at, at + literal.length), literal)) {
      if (!isLast || !withinName.test(reading.slice(at + literal.length, at + literal.length + 2))) return at;
    }
  }
  return undefined;
}

/** Letters of other scripts pass for any letter, as `а` of the Cyrillic does for `a`, where the rest is the same. */
function looksLike(text: string, literal: string): boolean {
  if (text.length !== literal.length) return false;
  const units = [...Array(text.length).keys()];
  const isSame = (at: number) => text[at] === literal[at];
  return units.every((at) => isSame(at) || text.charCodeAt(at) > 0x7f) && units.some(isSame);
}
