import { RE2JS } from 're2js';
import { spend } from './check-budget';

export interface LinearPattern {
  test(text: string): boolean;
}

const longestPattern = 2000;
const largestProgram = 5000;
/** Longer text is let pass. */
const longestText = 20_000;
/** The engine's own limit of a repetition. */
const mostRepetitions = 1000;

/**
 * A regular expression from a file, matched in a time that grows with the text only: `^(a+)+$` of such a file would
 * otherwise hold up everybody. Undefined where the engine, RE2, has no such thing: what looks around or back cannot be
 * matched in linear time.
 */
export function linearPattern(pattern: string): LinearPattern | undefined {
  const compiled = pattern.length > longestPattern ? undefined : compile(pattern);
  if (compiled === undefined) return undefined;
  const size = compiled.programSize();
  if (size > largestProgram) return undefined;
  return {
    test(text) {
      if (text.length > longestText) return true;
      spend((text.length * size) / 1000);
      return compiled.test(text);
    },
  };
}

function compile(pattern: string): RE2JS | undefined {
  for (const expression of [pattern, withoutLargeBounds(pattern)]) {
    try {
      return RE2JS.compile(RE2JS.translateRegExp(expression));
    } catch {
      // Not of the engine's language, or not yet.
    }
  }
  return undefined;
}

/** `.{1,4000}` as `.{1,}`: an upper bound that the engine cannot count to is not checked. */
const withoutLargeBounds = (pattern: string): string =>
  pattern.replaceAll(/\{(\d{1,9})(,?)(\d{0,9})\}/g, (whole, from: string, comma: string, to: string) => {
    if (Number(from) <= mostRepetitions && Number(to) <= mostRepetitions) return whole;
    const least = Math.min(Number(from), mostRepetitions);
    return `{${least},${comma === '' || Number(to) > mostRepetitions ? '' : to}}`;
  });
