// Makes texts that match an expression, which is otherwise used to test with made-up input.
import { sample, stringMatching } from 'fast-check';
import { withinBudget } from './check-budget';
import { linearPattern } from './linear-pattern';

interface Lengths {
  readonly minLength?: unknown;
  readonly maxLength?: unknown;
}

/** A text that a pattern matches, and that is as long as `minLength` and `maxLength` ask; undefined where none is found. */
export const textMatching = (pattern: string, lengths: Lengths): string | undefined =>
  textsMatching(pattern, lengths, 1)[0];

/** Up to `count` different ones, those that a reader would stop at least first. */
export function textsMatching(
  pattern: string,
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Lengths,
  count: number,
): readonly string[] {
  const [least, most] = [Number(minLength), Number(maxLength)];
  const isLong = (text: string) => {
    const { length } = [...text];
    return length >= least && length <= most;
  };
  const found = textsOf(pattern, 40).filter(isLong);
  if (found.length >= count) return found;
  const attempts = [
    textsOf(pattern, Math.min(count, 100) * 4),
    ...asLong(pattern, least, most).map((each) => textsOf(each, 40)),
  ];
  const { test } = linearPattern(pattern) ?? { test: () => false };
  return [...new Set([...found, ...attempts.flat()])].filter((text) => isLong(text) && withinBudget(() => test(text)));
}

/** The pattern with one part that repeats at will repeating as often as the text would be long. */
function asLong(pattern: string, least: number, most: number): string[] {
  const lengths = [least, Math.min(most, least + 5), Math.floor(least / 2)].filter(
    (length) => length > 0 && length < 1000,
  );
  const repeats = [...pattern.matchAll(/(?<!\\)(?:[+*](?!\?)|\{\d+,\d*\})/g)].slice(0, 5);
  return repeats.flatMap(({ index, 0: found }) =>
    lengths.map((length) => `${pattern.slice(0, index)}{${length}}${pattern.slice(index + found.length)}`),
  );
}

/** Making them takes up to a tenth of a second, and files use few patterns often. */
const kept = new Map<string, readonly string[]>();
const mostKept = 500;

function textsOf(pattern: string, count: number): readonly string[] {
  const key = `${count} ${pattern}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const texts = [...new Set(made(pattern, count))].sort((a, b) => oddness(a) - oddness(b) || a.length - b.length);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, texts);
  return texts;
}

function made(pattern: string, count: number): string[] {
  const linear = linearPattern(pattern);
  // What repeats a thousand times has too many texts to make some of.
  if (linear === undefined || /\{\d{4,}/.test(pattern)) return [];
  for (const flags of ['u', '']) {
    try {
      const texts = sample(stringMatching(new RegExp(pattern, flags), { size: 'small' }), { seed: 1, numRuns: count });
      return texts.filter((text) => withinBudget(() => linear.test(text)));
    } catch {
      // Not an expression of this kind, or of what nobody makes texts.
    }
  }
  return [];
}

/** Characters that no reader expects in an example. */
const oddness = (text: string): number => text.replaceAll(/[\w .,:/@+-]/g, '').length;
