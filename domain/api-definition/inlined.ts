import { limits } from './limits';
import type { RawNode } from './raw-node';
import type { References } from './references';

/**
 * The value with every `$ref` replaced by what it names. A circular reference, one that leads nowhere (reported as a
 * warning) and whatever is beyond `most` values or `limits.depth` become `{}`, which as a schema accepts everything; so
 * does the whole where the API has no room left for it.
 */
export function inlined(root: RawNode, references: References, most: number = limits.exampleValues): unknown {
  let count = 0;

  const copy = (node: RawNode, ancestors: ReadonlySet<string>, depth: number): unknown => {
    count += 1;
    if (count > most || depth > limits.depth) return {};
    const target = references.follow(node, 'warning');
    if (target === undefined) return {};
    const isReference = node.reference !== undefined;
    if (isReference && ancestors.has(target.id)) return {};
    const within = isReference ? new Set(ancestors).add(target.id) : ancestors;
    if (typeof target.value !== 'object' || target.value === null) return target.value;
    const children = target.childrenUpTo(Math.max(most - count, 0));
    if (Array.isArray(target.value)) return children.map((item) => copy(item, within, depth + 1));
    return Object.fromEntries(children.map((field) => [field.key, copy(field, within, depth + 1)]));
  };

  const key = `${most} ${references.find(root)?.id ?? root.id}`;
  const written = references.written.get(key) ?? { value: copy(root, new Set([root.id]), 0), count };
  references.written.set(key, written);
  return references.admit(Math.min(written.count, most), root) ? written.value : {};
}
