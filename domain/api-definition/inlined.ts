import type { References } from './references';
import type { SpecNode } from './spec-node';

/** Far above any real example; a bound only so that references to references cannot fill the memory. */
const MAX_NODES = 200_000;

/**
 * The value with every `$ref` replaced by what it names. A circular reference, one that leads nowhere (reported as a
 * warning) and whatever is beyond `maxNodes` become `{}`, which as a schema accepts everything.
 */
export function inlined(root: SpecNode, references: References, maxNodes = MAX_NODES): unknown {
  let room = maxNodes;

  const copy = (node: SpecNode, ancestors: ReadonlySet<string>): unknown => {
    room -= 1;
    if (room < 0) return {};
    const target = references.follow(node, 'warning');
    if (target === undefined) return {};
    const isReference = node.reference !== undefined;
    if (isReference && ancestors.has(target.id)) return {};
    const within = isReference ? new Set(ancestors).add(target.id) : ancestors;
    if (Array.isArray(target.value)) return target.children.map((item) => copy(item, within));
    if (typeof target.value !== 'object' || target.value === null) return target.value;
    return Object.fromEntries(target.children.map((field) => [field.key, copy(field, within)]));
  };

  return copy(root, new Set([root.id]));
}
