import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { refuseSecrets } from './refuse-secrets';

/** One YAML or JSON file as read, with the way back from a place in its content to a line. */
export interface SourceFile {
  readonly file: string;
  readonly content: unknown;
  /** Line, from 1, of the deepest part of `path` that exists; `-` and `_` in keys count as the same. */
  lineOf(path: readonly string[]): number;
}

export interface SyntaxProblem {
  readonly line: number;
  readonly message: string;
}

/**
 * JSON is read as YAML 1.2, of which it is a subset; merge keys (`<<`) are honoured as other OpenAPI tools do.
 * @throws Failure `invalid_definition` where the file holds a secret of the platform
 */
export function parseSourceFile(file: string, text: string): SourceFile | readonly SyntaxProblem[] {
  refuseSecrets(file, text);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  if (document.errors.length > 0) {
    return document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, message }));
  }
  try {
    const lineOf = (path: readonly string[]): number =>
      lines.linePos(offsetOf(document.contents, path, (node) => (isAlias(node) ? node.resolve(document) : node))).line;
    return { file, content: document.toJS(), lineOf };
  } catch (error) {
    // Aliases that expand without bound are refused by the parser only when the value is made.
    return [{ line: 1, message: error instanceof Error ? error.message : 'cannot be read' }];
  }
}

type Dealias = (node: unknown) => unknown;

function offsetOf(root: Node | null, path: readonly string[], dealias: Dealias): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const segment of path) {
    const next = child(dealias(node), segment);
    if (next === undefined) return offset;
    offset = next.offset ?? offset;
    node = next.node;
  }
  return offset;
}

function child(node: unknown, segment: string): { node: unknown; offset: number | undefined } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(segment)] as Node | undefined;
    return item === undefined ? undefined : { node: item, offset: item.range?.[0] };
  }
  if (!isMap(node)) return undefined;
  const named = (alike: (key: string) => boolean) =>
    node.items.find(({ key }) => isScalar(key) && alike(String(key.value)));
  const pair = named((key) => key === segment) ?? named((key) => plain(key) === plain(segment));
  return pair && isScalar(pair.key) ? { node: pair.value, offset: pair.key.range?.[0] } : undefined;
}

const plain = (key: string): string => key.toLowerCase().replaceAll('_', '-');
