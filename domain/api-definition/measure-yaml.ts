import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, type Scalar } from 'yaml';
import { limits } from './limits';

export interface YamlFault {
  readonly offset: number;
  readonly message: string;
  /** Where that stands which the fault is one with. */
  readonly earlier?: number;
}

type Measured = ParsedNode | Node | null;

/**
 * What makes a parsed YAML document unfit to be turned into a value of JSON: a key twice or no text, a number that JSON
 * has not, and aliases that repeat themselves into more values than `limits.fileValues`. Linear, where the parser's own
 * check of keys is quadratic. Its nesting is known to be bounded.
 */
export function measureYaml(root: Measured): YamlFault[] {
  const faults: YamlFault[] = [];
  const size = measure(root, { sizes: new Map(), anchored: new Map(), faults });
  if (size > limits.fileValues) {
    faults.push({ offset: 0, message: `with its aliases written out it has more than ${limits.fileValues} values` });
  }
  return faults;
}

interface Measuring {
  /** By anchor; absent while the node that bears it is being measured. */
  readonly sizes: Map<string, number>;
  readonly anchored: Map<string, Measured>;
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
  if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value)) {
    faults.push({ offset, message: `${node.source ?? node.value} is no number of JSON` });
  }
  const { anchor } = node as { anchor?: string };
  if (anchor !== undefined) sizes.delete(anchor);
  if (anchor !== undefined) measuring.anchored.set(anchor, node);
  const size = 1 + (isSeq(node) || isMap(node) ? contents(node, measuring) : 0);
  if (anchor !== undefined) sizes.set(anchor, size);
  return size;
}

function contents(node: { items: readonly unknown[] }, measuring: Measuring): number {
  const keys = new Map<string, number>();
  let size = 0;
  for (const item of node.items) {
    if (!isMap(node)) {
      size += measure(item as Measured, measuring);
      continue;
    }
    const { key, value } = item as { key: Measured; value: Measured };
    const offset = key?.range?.[0] ?? 0;
    const name = nameOf(key);
    const earlier = name === undefined ? undefined : keys.get(name);
    if (name === undefined) measuring.faults.push({ offset, message: 'a key is an alias, a list or a map' });
    else if (earlier === undefined) keys.set(name, offset);
    else
      measuring.faults.push({ offset, message: `Map keys must be unique: ${JSON.stringify(writtenAs(key))}`, earlier });
    if (isScalar(key) && isMergeKey(key) && !isMergeable(value, measuring)) {
      measuring.faults.push({ offset, message: 'what "<<" merges is no map' });
    }
    size += measure(key, measuring) + measure(value, measuring);
  }
  return size;
}

/** As the parser names it: two keys that are written in different ways may be one. */
function nameOf(key: Measured): string | undefined {
  if (key === null) return '';
  return isScalar(key) ? String(key.value ?? '') : undefined;
}

const writtenAs = (key: Measured): string => (isScalar(key) ? (key.source ?? '') : '');

/** A symbol, to be told from the text "<<" in quotes. */
const isMergeKey = ({ value }: Scalar): boolean => typeof value === 'symbol';

function isMergeable(value: Measured, { anchored }: Measuring): boolean {
  const named = (node: unknown) => (isAlias(node) ? anchored.get(node.source) : node);
  const source = named(value);
  return isSeq(source) ? source.items.every((item) => isMap(named(item))) : isMap(source);
}
