import { posix } from 'node:path';
import type { Problems, Severity } from './problems';
import { parseSourceFile, type SourceFile } from './source-file';
import { SpecNode } from './spec-node';

/** Text of a file beside the API's own, or undefined where there is none. */
export type ReadFile = (file: string) => string | undefined;

/**
 * Follows `$ref`s inside a file and to files beside it, never to the network.
 *
 * Written here because no library does all of: synchronous (a construct's constructor waits for it), lenient with the
 * examples that real files refer to and do not ship, and aware of the line that a broken reference stands on.
 */
export class References {
  private readonly files = new Map<string, SourceFile | undefined>();
  private readonly readFile: ReadFile;
  private readonly problems: Problems;

  constructor(needs: { root: SourceFile; readFile: ReadFile; problems: Problems }) {
    this.files.set(posix.normalize(needs.root.file), needs.root);
    this.readFile = needs.readFile;
    this.problems = needs.problems;
  }

  /** The node itself, or what its chain of `$ref`s ends at; undefined, and reported, where that is nothing. */
  follow(node: SpecNode, severity: Severity): SpecNode | undefined {
    const found = this.find(node);
    if (found === undefined) {
      this.problems.report(severity, node, `$ref "${node.reference}" leads nowhere; add what it names or remove it`);
    }
    return found;
  }

  /** As `follow`, silently. */
  find(node: SpecNode): SpecNode | undefined {
    const seen = new Set<string>();
    let current: SpecNode | undefined = node;
    while (current?.reference !== undefined) {
      if (seen.has(current.id)) return undefined;
      seen.add(current.id);
      current = this.resolve(current.reference, current.source);
    }
    return current;
  }

  private resolve(reference: string, from: SourceFile): SpecNode | undefined {
    const [address = '', fragment = ''] = reference.split('#', 2);
    const path = segmentsOf(fragment);
    const source = address === '' ? from : this.fileAt(address, from);
    if (path === undefined || source === undefined) return undefined;
    const node = path.reduce((at, segment) => at.child(segment), SpecNode.rootOf(source));
    return node.value === undefined ? undefined : node;
  }

  private fileAt(address: string, from: SourceFile): SourceFile | undefined {
    if (/^[a-z][a-z0-9+.-]*:|^\//i.test(address)) return undefined;
    const file = posix.join(posix.dirname(from.file), decoded(address) ?? address);
    if (!this.files.has(file)) this.files.set(file, this.load(file));
    return this.files.get(file);
  }

  private load(file: string): SourceFile | undefined {
    const text = this.readFile(file);
    if (text === undefined) return undefined;
    const parsed = parseSourceFile(file, text);
    return 'content' in parsed ? parsed : undefined;
  }
}

/** Segments of a JSON pointer written as a URI fragment (RFC 6901 §6); undefined where it is not one. */
function segmentsOf(fragment: string): string[] | undefined {
  if (fragment === '') return [];
  const pointer = decoded(fragment);
  if (!pointer?.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
