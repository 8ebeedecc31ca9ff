// Makes texts that match an expression, which is otherwise used to test with made-up input.
import { sample, stringMatching } from 'fast-check';
import { withinBudget } from './check-budget';
import { linearPattern } from './linear-pattern';

/** A text that a pattern matches, and that is as long as `minLength` and `maxLength` ask; undefined where none is found. */
export function textMatching(
  pattern: string,
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Readonly<Record<string, unknown>>,
): string | undefined {
  return textsOf(pattern).find((text) => {
    const { length } = [...text];
    return length >= Number(minLength) && length <= Number(maxLength);
  });
}

/** Making them takes up to a tenth of a second, and files use few patterns often. */
const kept = new Map<string, readonly string[]>();
const mostKept = 500;

/** Those that a reader would stop at least first. */
function textsOf(pattern: string): readonly string[] {
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  const texts = made(pattern).sort((a, b) => oddness(a) - oddness(b) || a.length - b.length);
  if (kept.size >= mostKept) kept.clear();
  kept.set(pattern, texts);
  return texts;
}

function made(pattern: string): string[] {
  const linear = linearPattern(pattern);
  // What repeats a thousand times has too many texts to make some of.
  if (linear === undefined || /\{\d{4,}/.test(pattern)) return [];
  for (const flags of ['u', '']) {
    try {
      const texts = sample(stringMatching(new RegExp(pattern, flags), { size: 'small' }), { seed: 1, numRuns: 40 });
      return texts.filter((text) => withinBudget(() => linear.test(text)));
    } catch {
      // Not an expression of this kind, or of what nobody makes texts.
    }
  }
  return [];
}

/** Characters that no reader expects in an example. */
const oddness = (text: string): number => text.replaceAll(/[\w .,:/@+-]/g, '').length;
