import { parseDuration } from '../../domain/parse-duration';

const day = 86_400_000;

test.each([
  ['P91D', 91 * day],
  ['PT1H30M', 5_400_000],
  ['P1W', 7 * day],
  ['PT0.5S', 500],
])('%s is a duration', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each(['', 'P', '91 days', 'P1D2H', '-P1D'])('%p is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
