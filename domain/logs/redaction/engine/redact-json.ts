import { type CodedText, makeTextReader, standsAt } from '../fields/coded-text';
import { headerTreatment } from '../fields/redact-headers';
import type { Redaction, RewrittenJson, Treatment } from '../redaction';
import { CLOSE_BRACE, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './json-characters';
import { closing } from './json-in-text';
import { type JsonMember, makeJsonMember } from './json-member';
import { asJson, endOfString, isLiteral } from './json-string';
import { type FieldPlace, redactField } from './redact-value';

/** Members that say what those beside them mean. */
const RELATED = new Set(['resourceType', 'system', 'name', 'key']);
/** Members whose meaning those beside them or the object around them may change. */
const DEPENDENT = new Set<Treatment['as']>(['value', 'personal-of-person']);
/** What holds objects that are read whole. */
const WHOLE = new Set<Treatment['as']>(['personal', 'personal-of-person', 'parameters', 'value']);
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
/** Names of fields are few; beyond this many the record's author makes them up and nothing is gained. */
const REMEMBERED = 2000;
/** A longer line is rare and is parsed. */
const LONGEST = 65_536;
const DEPTHS = [1, 2, 3, 4, 5, 6, 7, 8];
/** The members of an object by how deep it stands, of one that is a person or stands in one, and of any other. */
const IN_PERSON: readonly FieldPlace[] = DEPTHS.map((nested) => ({ layers: 0, nested, person: true }));
const IN_OTHER: readonly FieldPlace[] = DEPTHS.map((nested) => ({ layers: 0, nested, person: false }));
const TOP: FieldPlace = { layers: 0, nested: 1, person: false };

/** Nothing where it is deeper than lines are: it is read whole. */
const within = ({ nested, person }: FieldPlace, { treatment }: JsonMember): FieldPlace | undefined =>
  (person || treatment.as === 'person' ? IN_PERSON : IN_OTHER)[nested];

/** How far one line is read, and what is written of it. */
interface Pass extends CodedText {
  text: string;
  codes: Uint16Array;
  at: number;
  /** Up to where `text` is already part of `written`. */
  copied: number;
  written: string;
  /** The next backslash from where it was last looked for. */
  backslash: number;
  notes: Record<string, unknown>;
}

/**
 * Redacts a JSON object as text, in one pass and without making an object of it: a value of its field's shape is
 * copied as it stands, any other is parsed and redacted by itself. Answers nothing where the text is anything but
 * JSON without white space, or where its members mean something only together: it has to be parsed whole then.
 */
export function makeJsonRewriter(redaction: Redaction, noted: readonly string[]) {
  const members = new Map<string, JsonMember>();
  const headers = new Map<string, JsonMember>();
  const root = makeJsonMember('', { as: 'text' }, false);
  const read = makeTextReader(LONGEST);
  const pass: Pass = { text: '', codes: new Uint16Array(1), at: 0, copied: 0, written: '', backslash: -1, notes: {} };

  return (json: string): RewrittenJson | undefined => {
    const line = read(json);
    if (!line) return undefined;
    pass.text = line.text;
    pass.codes = line.codes;
    pass.at = pass.copied = 0;
    pass.written = '';
    pass.backslash = -1;
    pass.notes = {};
    const done = pass.codes[0] === OPEN_BRACE && object(root, TOP) && pass.at === pass.text.length;
    return done ? { text: pass.written + pass.text.slice(pass.copied), noted: pass.notes } : undefined;
  };

  function object(holder: JsonMember, place: FieldPlace): boolean {
    let previous: JsonMember | undefined;
    for (pass.at++; ; pass.at++) {
      if (!previous && pass.codes[pass.at] === CLOSE_BRACE) break;
      const current = memberAt(previous ? previous.next : holder.first, holder);
      if (!current) return false;
      if (previous) previous.next = current;
      else holder.first = current;
      previous = current;
      if (!value(current, place)) return false;
      const sign = pass.codes[pass.at];
      if (sign === CLOSE_BRACE) break;
      if (sign !== COMMA) return false;
    }
    pass.at++;
    return true;
  }

  function memberAt(expected: JsonMember | undefined, holder: JsonMember): JsonMember | undefined {
    if (expected && standsAt(pass.codes, pass.at, expected.written)) {
      pass.at += expected.written.length;
      return expected;
    }
    const end = pass.text.indexOf('"', pass.at + 1);
    if (pass.codes[pass.at] !== QUOTE || pass.codes[end + 1] !== COLON) return undefined;
    const name = pass.text.slice(pass.at + 1, end);
    const inHeaders = holder.treatment.as === 'headers';
    pass.at = end + 2;
    return (inHeaders ? headers : members).get(name) ?? member(name, inHeaders);
  }

  function member(name: string, inHeaders: boolean): JsonMember | undefined {
    const field = redaction.field(name);
    const treatment = inHeaders ? headerTreatment(name, field.treatment) : field.treatment;
    if (field.name !== name || RELATED.has(name) || DEPENDENT.has(treatment.as) || !isLiteral(name)) return undefined;
    const known = inHeaders ? headers : members;
    const found = makeJsonMember(name, treatment, noted.includes(name));
    if (known.size < REMEMBERED && name.length < 100) known.set(name, found);
    return found;
  }

  function value(current: JsonMember, place: FieldPlace): boolean {
    const sign = pass.codes[pass.at];
    if (sign === QUOTE) return string(current, place);
    const inner = sign === OPEN_BRACE && !WHOLE.has(current.treatment.as) ? within(place, current) : undefined;
    if (inner) {
      const { at, written, copied } = pass;
      if (object(current, inner)) return true;
      pass.at = at;
      pass.written = written;
      pass.copied = copied;
    }
    if (sign === OPEN_BRACE || sign === OPEN_BRACKET) return parsed(current, place, closing(pass.text, pass.at));
    NUMBER.lastIndex = pass.at;
    if (NUMBER.test(pass.text)) {
      const end = NUMBER.lastIndex;
      return redacted(current, place, Number(pass.text.slice(pass.at, end)), end);
    }
    const word = WORDS.find(([known]) => pass.text.startsWith(known, pass.at));
    return word !== undefined && redacted(current, place, word[1], pass.at + word[0].length);
  }

  function string(current: JsonMember, place: FieldPlace): boolean {
    const start = pass.at + 1;
    const shaped = current.shape ? current.shape(pass, start) : -1;
    if (shaped > 0 && pass.codes[shaped] === QUOTE) {
      if (current.noted && place === TOP) pass.notes[current.name] = pass.text.slice(start, shaped);
      pass.at = shaped + 1;
      return true;
    }
    const end = pass.text.indexOf('"', start);
    if (pass.backslash < start) pass.backslash = indexOrEnd(pass.text, '\\', start);
    if (end < 0 || pass.backslash < end) return parsed(current, place, endOfString(pass.text, start));
    return redacted(current, place, pass.text.slice(start, end), end + 1);
  }

  function parsed(current: JsonMember, place: FieldPlace, end: number): boolean {
    if (end < 0) return false;
    try {
      return redacted(current, place, JSON.parse(pass.text.slice(pass.at, end)), end, true);
    } catch {
      return false;
    }
  }

  function redacted(current: JsonMember, place: FieldPlace, original: unknown, end: number, valid = false): boolean {
    if (current.noted && place === TOP) pass.notes[current.name] = original;
    const safe = redactField(original, current.treatment, undefined, redaction, place);
    if (safe !== original || (typeof original === 'object' && original !== null)) {
      pass.written += pass.text.slice(pass.copied, pass.at) + asJson(safe);
      pass.copied = end;
    } else if (!valid && typeof original === 'string' && !isLiteral(original)) return false;
    pass.at = end;
    return true;
  }
}

function indexOrEnd(text: string, sign: string, from: number): number {
  const found = text.indexOf(sign, from);
  return found < 0 ? text.length : found;
}
