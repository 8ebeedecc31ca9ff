import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode } from 'yaml';
import { limits } from './limits';

export interface YamlFault {
  readonly offset: number;
  readonly message: string;
}

type Measured = ParsedNode | Node | null;

/**
 * What makes a parsed YAML document unfit to be turned into a value: the same key twice, and aliases that repeat
 * themselves into more values than `limits.fileValues`. Linear, where the parser's own check of keys is quadratic. Its
 * nesting is known to be bounded.
 */
export function measureYaml(root: Measured): YamlFault[] {
  const faults: YamlFault[] = [];
  const sizes = new Map<string, number>();
  const size = measure(root, { sizes, faults });
  if (size > limits.fileValues) {
    faults.push({ offset: 0, message: `with its aliases written out it has more than ${limits.fileValues} values` });
  }
  return faults;
}

interface Measuring {
  /** By anchor; absent while the node that bears it is being measured. */
  readonly sizes: Map<string, number>;
  readonly faults: YamlFault[];
}

function measure(node: Measured, measuring: Measuring): number {
  if (node === null) return 1;
  const { sizes, faults } = measuring;
  const offset = node.range?.[0] ?? 0;
  if (isAlias(node)) {
    const size = sizes.get(node.source);
    if (size === undefined) faults.push({ offset, message: `the alias *${node.source} stands inside what it names` });
    return size ?? 1;
  }
  const { anchor } = node as { anchor?: string };
  if (anchor !== undefined) sizes.delete(anchor);
  const size = 1 + (isSeq(node) || isMap(node) ? contents(node, measuring) : 0);
  if (anchor !== undefined) sizes.set(anchor, size);
  return size;
}

function contents(node: { items: readonly unknown[] }, measuring: Measuring): number {
  const keys = new Set<string>();
  let size = 0;
  for (const item of node.items) {
    if (!isMap(node)) {
      size += measure(item as Measured, measuring);
      continue;
    }
    const { key, value } = item as { key: Measured; value: Measured };
    if (isScalar(key)) {
      const name = String(key.value);
      if (keys.has(name) && name !== '<<') {
        measuring.faults.push({ offset: key.range?.[0] ?? 0, message: 'Map keys must be unique' });
      }
      keys.add(name);
    }
    size += measure(key, measuring) + measure(value, measuring);
  }
  return size;
}
