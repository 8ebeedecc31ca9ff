// Tells numbers from what JavaScript would round them to, both ways.
import { parse, stringify } from 'lossless-json';

/** Longer ones are no quantity, and a bigint's cost grows with the square of its length. */
const longestInteger = 400;
const INTEGER = /^[+-]?\d+$/;
/** Without as many digits in a row nothing can be beyond 2^53. */
const LONG = /\d{16}/;

/** A number as written: an integer beyond 2^53 is a `bigint`, and so stays what it is (RFC 8259 §6 sets no bound). */
export function readNumber(text: string): number | bigint {
  const number = Number(text);
  const isRounded = !Number.isSafeInteger(number) && INTEGER.test(text) && text.length <= longestInteger;
  return isRounded ? BigInt(text) : number;
}

/** `JSON.parse`, with numbers as `readNumber` has them. @throws SyntaxError */
export const parseJson = (text: string): unknown =>
  LONG.test(text) ? parse(text, undefined, readNumber) : JSON.parse(text);

/** `JSON.stringify` of a JSON value that may hold such numbers. */
export function writeJson(value: unknown, indent?: number): string {
  if (!holdsBigint(value)) return JSON.stringify(value, null, indent) ?? '';
  return stringify(value, null, indent) ?? '';
}

/** The value with the nearest numbers that JavaScript calculates with; the same value where it has no other. */
export const withNumbers = (value: unknown): unknown => (holdsBigint(value) ? rounded(value) : value);

function rounded(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, rounded(each)]));
}

/** Iterative, as a value may be as deep as a file is long. */
function holdsBigint(value: unknown): boolean {
  const open = [value];
  while (open.length > 0) {
    const each = open.pop();
    if (typeof each === 'bigint') return true;
    if (typeof each === 'object' && each !== null) for (const inside of Object.values(each)) open.push(inside);
  }
  return false;
}
