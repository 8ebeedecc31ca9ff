import { limits } from './limits';
import type { RawNode } from './raw-node';
import type { References } from './references';

/**
 * An example's value as the file has it. A `$ref` in its place is followed, as real files write so; what is within the
 * value is data, whatever it is called: SCIM has a member `$ref`, and a schema may be an example. Undefined where it is
 * beyond what the API's examples may have, or leads nowhere.
 */
export function writtenData(node: RawNode, references: References): unknown {
  const target = references.follow(node, 'warning');
  if (target === undefined) return undefined;
  return references.admit(valuesIn(target.value), node) ? target.value : undefined;
}

/** Iterative, as a value may be as deep as a file is long. */
export function valuesIn(value: unknown): number {
  const open = [value];
  let count = 0;
  for (; open.length > 0 && count <= limits.allValues; count += 1) {
    const each = open.pop();
    if (typeof each === 'object' && each !== null) for (const inside of Object.values(each)) open.push(inside);
  }
  return count;
}
