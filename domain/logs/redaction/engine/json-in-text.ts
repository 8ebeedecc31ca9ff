import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './json-characters';

/** A stretch of a text: JSON and what it says, or anything else. */
export interface Stretch {
  readonly text: string;
  readonly value?: unknown;
  /** What was missing at the end of JSON that was cut off. */
  readonly missing?: string;
}

/**
 * Splits a text at the JSON objects and arrays in it. One pass that knows strings and brackets; the first bracket that
 * is never closed begins JSON that was cut off, or else plain text, so the work stays linear.
 */
export function jsonInText(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (let at = nextOpening(text, 0); at >= 0; ) {
    const end = closing(text, at);
    const stretch = end < 0 ? mended(text, at) : whole(text.slice(at, end));
    if (stretch) {
      if (at > from) stretches.push({ text: text.slice(from, at) });
      stretches.push(stretch);
      from = at + stretch.text.length;
    }
    if (end < 0) break;
    at = nextOpening(text, end);
  }
  if (from < text.length) stretches.push({ text: text.slice(from) });
  return stretches;
}

function whole(text: string): Stretch | undefined {
  const value = parsed(text);
  return value === undefined ? undefined : { text, value };
}

/** JSON that a log cut off: what stands before its last comma, or all of it, closed as it would have been. */
function mended(text: string, start: number): Stretch | undefined {
  const open: string[] = [];
  let quoted = false;
  let comma = -1;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH && quoted) at++;
    else if (code === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (code === OPEN_BRACE) open.push('}');
    else if (code === OPEN_BRACKET) open.push(']');
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) open.pop();
    else if (code === COMMA) [comma, depth] = [at, open.length];
  }
  const brackets = (count: number) => open.slice(0, count).reverse().join('');
  return (
    closed(text.slice(start), `${quoted ? '"' : ''}${brackets(open.length)}`) ??
    (comma < 0 ? undefined : closed(text.slice(start, comma), brackets(depth)))
  );
}

function closed(text: string, missing: string): Stretch | undefined {
  const value = parsed(text + missing);
  return value === undefined ? undefined : { text, value, missing };
}

/** An opening bracket that JSON may follow: `{"`, `["`, `[{`, with white space between. */
const OPENING = /\{\s{0,8}"|\[\s{0,8}["{[]/g;

function nextOpening(text: string, from: number): number {
  OPENING.lastIndex = from;
  return OPENING.exec(text)?.index ?? -1;
}

/** Behind the bracket that closes the one at `start`; -1 where none does. */
export function closing(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH && quoted) at++;
    else if (code === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && --depth === 0) return at + 1;
  }
  return -1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
