import { redactLine } from '../../../domain/logs/redaction/redact-line';

const key = 'AKIAIOSFODNN7EXAMPLE';
const redacted = (message: string): string => JSON.parse(redactLine(JSON.stringify({ message }))).message;

test.each([
  ['alone', key, '[api-key]'],
  ['behind a capital', `X${key}`, 'X[api-key]'],
  ['behind digits and capitals', `0189ABCDEFGHIJKLMNOPQRST${key}`, '0189ABCDEFGHIJKLMNOPQRST[api-key]'],
  ['before a small letter', `${key}x`, '[api-key]x'],
  ['beside another', `${key}/ASIAIOSFODNN7EXAMPLE`, '[api-key]/[api-key]'],
])('an access key id of AWS %s is replaced, and what stands beside it stays', (_, message, expected) => {
  expect(redacted(message)).toBe(expected);
});

test.each([
  ['is longer', `${key}A`],
  ['is followed by a digit', `${key}0`],
  ['has a digit that base32 has not', 'AKIAIOSFODNN1EXAMPLE'],
])('what begins as one and %s stays', (_, message) => {
  expect(redacted(message)).toBe(message);
});
