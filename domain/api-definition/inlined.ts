import { kindBelow, type NodeKind } from './document-grammar';
import { limits } from './limits';
import type { RawNode } from './raw-node';
import type { References } from './references';

/**
 * The value with every `$ref` that is one, for what the value is, replaced by what it names. A circular reference, one
 * that leads nowhere (reported as a warning) and whatever is beyond `limits.exampleValues` or `limits.depth` become `{}`;
 * so does the whole where the API has no room left for it.
 */
export function inlined(root: RawNode, references: References, rootKind: NodeKind): unknown {
  const most = limits.exampleValues;
  let count = 0;

  const copy = (node: RawNode, kind: NodeKind, ancestors: ReadonlySet<string>, depth: number): unknown => {
    count += 1;
    if (count > most || depth > limits.depth) return {};
    if (!references.isReference(node, kind)) return inside(node, kind, ancestors, depth);
    const target = references.follow(node, 'warning');
    if (target === undefined || ancestors.has(target.id)) return {};
    return inside(target, kind, new Set(ancestors).add(target.id), depth);
  };

  const inside: typeof copy = (node, kind, ancestors, depth) => {
    if (typeof node.value !== 'object' || node.value === null) return node.value;
    const below = (child: RawNode) => copy(child, kindBelow(kind, child.key, node.value), ancestors, depth + 1);
    const children = node.childrenUpTo(Math.max(most - count, 0));
    if (Array.isArray(node.value)) return children.map(below);
    return Object.fromEntries(children.map((field) => [field.key, below(field)]));
  };

  const key = `${rootKind} ${references.find(root)?.id ?? root.id}`;
  const written = references.written.get(key) ?? { value: copy(root, rootKind, new Set([root.id]), 0), count };
  references.written.set(key, written);
  return references.admit(Math.min(written.count, most), root) ? written.value : {};
}
