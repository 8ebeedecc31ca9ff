import { limits } from './limits';

/** How many values a value holds, itself among them. Iterative, as a value may be as deep as a file is long. */
export function valuesIn(value: unknown): number {
  const open = [value];
  let count = 0;
  for (; open.length > 0 && count <= limits.allValues; count += 1) {
    const each = open.pop();
    if (typeof each === 'object' && each !== null) for (const inside of Object.values(each)) open.push(inside);
  }
  return count;
}
