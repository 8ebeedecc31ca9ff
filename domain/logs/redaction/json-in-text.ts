/** A stretch of a text: JSON and what it says, or anything else. */
export type Stretch = { readonly text: string; readonly value?: unknown };

/**
 * Splits a text at the JSON objects and arrays in it. One pass that knows strings and brackets; a bracket that is
 * never closed makes the rest plain text, so the work stays linear.
 */
export function jsonInText(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (let at = nextOpening(text, 0); at >= 0; ) {
    const end = closing(text, at);
    if (end < 0) break;
    const candidate = text.slice(at, end);
    const value = parsed(candidate);
    if (value !== undefined) {
      if (at > from) stretches.push({ text: text.slice(from, at) });
      stretches.push({ text: candidate, value });
      from = end;
    }
    at = nextOpening(text, end);
  }
  if (from < text.length) stretches.push({ text: text.slice(from) });
  return stretches;
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

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
