import { normalised, personalName } from '../fields/personal-fields';
import type { ContentRule, PersonalKind } from '../redaction';

/** What may stand between the sign after a label and its value. */
const OPENING = / ?(["']?)/y;
const LONGEST_LABEL = 64;

const PARTICLE = '(?:(?:af|al|ap|bin|da|de|del|della|den|der|di|dos|du|el|ibn|la|le|mac|ten|ter|van|von) ){0,3}';
const NAME_WORD = "\\p{Lu}[\\p{L}\\p{M}'’.-]*";
const PLAIN = /[^\s&"<>,;)\]}|[]+/y;
const LINE = /[^\r\n"[]+/y;
const QUOTED = { '"': /[^"[][^"]*/y, "'": /[^'[](?:[^']|'(?=\p{L}))*/uy } as const;
const NHS_NUMBER = /\d{10}(?!\d)|\d{3}[\s-]{1,3}\d{3}[\s-]{1,3}\d{4}(?!\d)/y;
const DIGITS = /[+(]{0,2}\d[\d\s()+.:|/_,*-]{5,30}\d(?!\w)/y;
/** The first word, and those behind it that begin with a digit. */
const NUMBERED = /[^\s&"<>,;)\]}|[]+(?:\s{1,8}\d[\w/-]{0,20}){0,5}/y;
/** Up to what ends a value, or to the next label; a number behind a comma is part of a date. */
const REST = /(?:(?!\s[A-Za-z_][\w.-]{1,40}\s?[=:])(?:[^\r\n&"<>,;)\]}|[]|,\s?(?=\d))){1,200}/y;

/** What a value looks like where it may hold spaces, the best known first; the last takes what looks like nothing known. */
const SHAPES: Partial<Record<PersonalKind, readonly RegExp[]>> = {
  'nhs-number': [NHS_NUMBER, DIGITS, NUMBERED],
  phone: [DIGITS, NUMBERED],
  'patient-id': [/[A-Za-z]{2} ?(?:\d\d ?){3}[A-Da-d](?!\w)/y, NUMBERED],
  name: [new RegExp(`${PARTICLE}${NAME_WORD}(?:,? ${PARTICLE}${NAME_WORD}){0,4}`, 'uy'), REST],
  address: [LINE],
  cookie: [LINE],
  credential: [/(?:(?:Bearer|Basic|Digest|DPoP) )?[^\s&"<>,;)\]}|[]+/iy],
  postcode: [/[A-Za-z]{1,2}\d[A-Za-z\d]?[ \u00a0+-]{0,8}\d[A-Za-z]{2}/y, NUMBERED],
  'date-of-birth': [
    /\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4}(?!\w)(?:T[\d:.Z+-]{4,30})?/y,
    /\d{6,14}(?!\w)/y,
    REST,
  ],
};

export const redactLabelled: ContentRule = (text, { mark }) => {
  let result = '';
  let from = 0;
  for (let sign = nextSign(text, 0); sign >= 0; sign = nextSign(text, sign + 1)) {
    if (sign < from) continue;
    const kind = kindOf(labelBefore(text, sign, from));
    if (!kind) continue;
    OPENING.lastIndex = sign + 1;
    const quote = OPENING.exec(text)?.[1] ?? '';
    const start = OPENING.lastIndex;
    const end = endOfValue(text, start, kind, quote);
    if (end === start) continue;
    result += text.slice(from, start) + mark(kind, text.slice(start, end));
    from = end;
  }
  return from === 0 ? text : result + text.slice(from);
};

/** Every name of something personal has such a letter; groups of IPv6 addresses, times and hashes have none. */
const BEYOND_HEXADECIMAL = /[g-z]/i;

const known = new Map<string, PersonalKind | undefined>();
const REMEMBERED = 2000;

/** Labels are the same few words again and again, and telling what one means is most of the work. */
function kindOf(label: string): PersonalKind | undefined {
  if (label.length < 2 || !BEYOND_HEXADECIMAL.test(label)) return undefined;
  const found = known.get(label);
  if (found !== undefined || known.has(label)) return found;
  const kind = personalName(normalised(label));
  if (known.size < REMEMBERED) known.set(label, kind);
  return kind;
}

function nextSign(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === EQUALS || character === COLON || isArrow(text, at)) return at;
  }
  return -1;
}

/** The end of `->` or `=>`. */
function isArrow(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== GREATER) return false;
  const before = text.charCodeAt(at - 1);
  return before === HYPHEN || before === EQUALS;
}

const GREATER = 0x3e;
const HYPHEN = 0x2d;
const EQUALS = 0x3d;
const COLON = 0x3a;

/** `nhsNumber=`, `patient.family=`, `"family":`, `DOB :` from the sign backwards: a space, a quote, the word. */
function labelBefore(text: string, sign: number, from: number): string {
  let end = isArrow(text, sign) ? Math.max(from, sign - 1) : sign;
  const last = end;
  while (end > from && end > last - 3 && isBetween(text.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > from && end - start < LONGEST_LABEL && isWord(text.charCodeAt(start - 1))) start--;
  const label = text.slice(start, end);
  return label.slice(label.lastIndexOf('.') + 1);
}

/** A quote or a space, between a label and its sign. */
const isBetween = (character: number): boolean => character === 0x22 || character === 0x27 || character === 0x20;

/** Letters, digits, `_`, `-` and `.`. */
const isWord = (character: number): boolean =>
  (character >= 0x61 && character <= 0x7a) ||
  (character >= 0x41 && character <= 0x5a) ||
  (character >= 0x30 && character <= 0x39) ||
  character === 0x5f ||
  character === 0x2d ||
  character === 0x2e;

function endOfValue(text: string, start: number, kind: PersonalKind, quote: string): number {
  const patterns = quote === '"' || quote === "'" ? [QUOTED[quote]] : (SHAPES[kind] ?? [PLAIN]);
  for (const pattern of patterns) {
    pattern.lastIndex = start;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  return start;
}
