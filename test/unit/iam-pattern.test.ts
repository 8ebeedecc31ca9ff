import fc from 'fast-check';
import { matchesIamPattern } from '../../domain/iam-pattern';

test('wildcards mean what a regular expression of the same would mean', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?', '$', '.') });
  fc.assert(
    fc.property(text, text, (pattern, value) => {
      const parts = [...pattern].map((each) =>
        each === '*' ? '.*' : each === '?' ? '.' : `\\${each}`.replace(/\\([ab])/, '$1'),
      );
      expect(matchesIamPattern(pattern, value)).toBe(new RegExp(`^${parts.join('')}$`, 's').test(value));
    }),
  );
});

test('a hostile pattern is judged without backtracking', () => {
  expect(matchesIamPattern(`${'*a'.repeat(200)}b`, 'a'.repeat(1_600))).toBe(false);
});
