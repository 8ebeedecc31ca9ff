import { isRecord } from '../record';
import type { NodeKind } from './document-grammar';
import { decoded, isAddress, namesFile, segmentsOf } from './json-pointer';
import { limits } from './limits';
import type { Problems, Severity } from './problems';
import { RawNode } from './raw-node';
import { parseSourceFile, type SourceFile } from './source-file';
import { besideFile, plainPath } from './source-path';

/** Text of a file beside the API's own; undefined where there is none, and where it may not be read why, with the fix. */
export type ReadFile = (file: string) => string | undefined | { readonly refused: string };

type Refused = { readonly refused: string };
const nowhere: Refused = { refused: 'add what it names or remove it' };

/** The ends of chains of `$ref`s by any node of one, so that a long one is walked once. */
type Ends = Map<string, RawNode | Refused>;

/**
 * Follows `$ref`s inside a file and to files beside it, never to the network.
 *
 * Written here because no library does all of: synchronous (a construct's constructor waits for it), lenient with the
 * examples that real files refer to and do not ship, and aware of the line that a broken reference stands on.
 */
export class References {
  #room: number = limits.allValues;
  readonly #files = new Map<string, SourceFile | Refused>();
  /** By the node and the bound it was written out with. */
  readonly written = new Map<string, { readonly value: unknown; readonly count: number }>();
  readonly #ends: Ends = new Map();
  readonly #schemaEnds: Ends = new Map();
  /** Places that a reference passes on its way, while it is on its way. */
  readonly #passing = new Set<string>();
  readonly problems: Problems;
  readonly #readFile: ReadFile;
  /** OpenAPI 3.0, where what stands beside the `$ref` of a schema has no effect. */
  readonly #ignoresSiblings: boolean;

  constructor(needs: { root: SourceFile; readFile: ReadFile; problems: Problems }) {
    this.#files.set(plainPath(needs.root.file), needs.root);
    this.#readFile = needs.readFile;
    this.problems = needs.problems;
    this.#ignoresSiblings = isRecord(needs.root.content) && /^3\.0\b/.test(String(needs.root.content.openapi));
  }

  /** Every file that was read so far. */
  get sources(): SourceFile[] {
    return [...this.#files.values()].filter((file) => 'content' in file);
  }

  /** The node itself, or what its chain of `$ref`s ends at; undefined, and reported, where that is nothing. */
  follow(node: RawNode, severity: Severity): RawNode | undefined {
    const found = this.#lookUp(node, this.#ends);
    if (found instanceof RawNode) return found;
    this.#tellOfDeadEnd(severity, node, found, node.reference);
    return undefined;
  }

  /** What one reference names, and no further; undefined, and reported as a warning, where that is nothing. */
  step(node: RawNode, reference: string): RawNode | undefined {
    const found = this.#resolve(reference, node.source);
    if (found instanceof RawNode) return found;
    this.#tellOfDeadEnd('warning', node, found, reference);
    return undefined;
  }

  /** As `follow`, silently. */
  find(node: RawNode): RawNode | undefined {
    const found = this.#lookUp(node, this.#ends);
    return found instanceof RawNode ? found : undefined;
  }

  /** As `find`, of a schema: no further than to a `$ref` that something stands beside which counts. */
  findSchema(node: RawNode): RawNode | undefined {
    if (this.#ignoresSiblings) return this.find(node);
    const next = node.reference === undefined ? node : this.#resolve(node.reference, node.source);
    const found = next instanceof RawNode ? this.#lookUp(next, this.#schemaEnds, hasSiblings) : next;
    return found instanceof RawNode ? found : undefined;
  }

  /** Whether what stands beside the node's `$ref` says more of a schema. */
  siblingsCount(node: RawNode): boolean {
    return !this.#ignoresSiblings && hasSiblings(node);
  }

  /**
   * Whether the node is to be followed. In data a `$ref` is a name like any other; only an example that is a `$ref` and
   * nothing else is what real files mean by one: a file, or a part of this one that is no schema.
   */
  isReference(node: RawNode, kind: NodeKind): boolean {
    const { reference } = node;
    if (reference === undefined || kind === 'data') return false;
    if (kind !== 'body' && kind !== 'bodyPart') return true;
    if (hasSiblings(node)) return false;
    if (namesFile(reference)) return kind === 'body' || this.find(node) !== undefined;
    const found = kind === 'body' ? this.find(node) : undefined;
    return found !== undefined && !/^\/(components\/schemas|definitions|\$defs)\/[^/]*$/.test(found.pointer);
  }

  /** Whether this many more values may be written out for this API; reported, once, where they may not. */
  admit(values: number, at: RawNode): boolean {
    if (this.#room < 0) return false;
    this.#room -= values;
    if (this.#room >= 0) return true;
    const fix = 'split the file, or make its examples shorter';
    const what = `with its references written out the file has more than ${limits.allValues} values`;
    this.problems.warning(at, `${what}, and from here on schemas accept everything; ${fix}`);
    return false;
  }

  #tellOfDeadEnd(severity: Severity, node: RawNode, found: Refused, reference = ''): void {
    const why = `${found === nowhere ? '; ' : ': '}${found.refused}`;
    this.problems.report(severity, node, `$ref "${reference}" leads nowhere${why}`);
  }

  #lookUp(node: RawNode, ends: Ends, isEnd = (_: RawNode) => false): RawNode | Refused {
    const seen = new Set<string>();
    let current: RawNode | Refused = node;
    while (current instanceof RawNode && current.reference !== undefined && !isEnd(current)) {
      const id: string = current.id;
      const known: RawNode | Refused | undefined = seen.has(id) ? nowhere : ends.get(id);
      seen.add(id);
      current = known ?? this.#resolve(current.reference, current.source);
    }
    for (const id of seen) ends.set(id, current);
    return current;
  }

  #resolve(reference: string, from: SourceFile): RawNode | Refused {
    const [address = '', fragment = ''] = reference.split('#', 2);
    const path = segmentsOf(fragment);
    const source = this.fileAt(address, from);
    if ('refused' in source) return source;
    if (path === undefined) return nowhere;
    const node = path.reduce((at, segment) => this.#below(at, segment), RawNode.rootOf(source));
    return node.value === undefined ? nowhere : node;
  }

  /** Many-file forms refer to `#/components/schemas/A` where `schemas` is itself a `$ref`. */
  #below(node: RawNode, segment: string): RawNode {
    const child = node.child(segment);
    if (child.value !== undefined || node.reference === undefined || this.#passing.has(node.id)) return child;
    this.#passing.add(node.id);
    const target = this.find(node);
    this.#passing.delete(node.id);
    return target?.child(segment) ?? child;
  }

  /** The file that a `$ref` names before its `#`. */
  fileAt(address: string, from: SourceFile): SourceFile | Refused {
    if (address === '') return from;
    const path = pathOf(address);
    if (typeof path !== 'string') return path;
    const file = besideFile(from.file, path);
    const known = this.#files.get(file) ?? this.#load(file);
    this.#files.set(file, known);
    return known;
  }

  #load(file: string): SourceFile | Refused {
    const text = this.#readFile(file);
    if (text === undefined) return nowhere;
    if (typeof text !== 'string') return text;
    const parsed = parseSourceFile(file, text);
    if (!('content' in parsed)) {
      const [first] = parsed;
      return { refused: `${file}:${first?.line} is not YAML or JSON (${first?.message}); correct the syntax` };
    }
    if (isRecord(parsed.content) || Array.isArray(parsed.content)) return parsed;
    return { refused: `${file} holds no map and no list; refer to a part of an OpenAPI file` };
  }
}

const hasSiblings = (node: RawNode): boolean => Object.keys(node.fields).length > 1;

/**
 * The path that a `$ref` names, relative to its own file. Allowed is what needs no second look: no scheme, no root, and
 * no octet encoded that could be read as a step, as a separator or as an encoding again.
 */
function pathOf(address: string): string | Refused {
  if (isAddress(address)) {
    return { refused: "no address is fetched; put the file into the API's own folder and name it there" };
  }
  const path = decoded(address);
  if (path === undefined || /%(25|2e|2f|5c)/i.test(address) || /^\/|[\\%\p{Cc}]/u.test(path)) {
    return { refused: 'it is no plain relative path; write it as "folder/file.yaml"' };
  }
  return path;
}
