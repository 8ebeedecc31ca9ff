import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type Tags,
  type YAMLMap,
  YAMLParseError,
} from 'yaml';
import { readNumber } from '../exact-json';
import { limits } from './limits';
import { measureYaml, type YamlFault } from './measure-yaml';
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

/** More would say the same again. */
const mostProblems = 20;

/**
 * JSON is read as YAML 1.2, of which it is a subset; merge keys (`<<`) are honoured as other OpenAPI tools do. What other
 * readers take for something else is refused: YAML 1.1 by its own word, and tags that make no value of JSON (OpenAPI
 * 3.0.3 and 3.1, "Format").
 * @throws Failure `invalid_definition` where the file holds a secret of the platform
 */
export function parseSourceFile(file: string, text: string): SourceFile | readonly SyntaxProblem[] {
  refuseSecrets(file, text);
  const lines = new LineCounter();
  const lineAt = (offset: number) => Math.max(lines.linePos(offset).line, 1);
  const problem = ({ offset, message, earlier }: YamlFault): SyntaxProblem => ({
    line: lineAt(offset),
    message: `${brief(message)}${earlier === undefined ? '' : ` stands on line ${lineAt(earlier)} already`}`,
  });
  // In three steps, as the composer and whatever reads its nodes would recurse into any depth.
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const tooDeep = deepestOf(tokens);
  if (tooDeep !== undefined) {
    return [problem({ offset: tooDeep, message: `more than ${limits.depth} lists and maps within each other` })];
  }
  const document = composed(tokens, text.length);
  // What follows the first fault of syntax is read wrongly because of it.
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) return [problem({ offset: fault.pos[0], message: fault.message })];
  const faults = measureYaml(document.contents);
  if (faults.length > 0) return faults.slice(0, mostProblems).map(problem);
  const lineOf = (path: readonly string[]): number =>
    lines.linePos(offsetOf(document.contents, path, (node) => (isAlias(node) ? node.resolve(document) : node))).line;
  return { file, content: document.toJS({ maxAliasCount: -1 }), lineOf };
}

/** The parser quotes what it cannot read, which may be the rest of the file. */
const brief = (message: string): string => message.replaceAll(/\s+/g, ' ').slice(0, 160);

/** Integers beyond 2^53 stay what they are. */
const withExactIntegers = (tags: Tags): Tags =>
  tags.map((tag) =>
    typeof tag === 'object' && !tag.collection && tag.tag === 'tag:yaml.org,2002:int' && tag.format === undefined
      ? { ...tag, resolve: readNumber }
      : tag,
  );

function composed(tokens: readonly CST.Token[], length: number): Document.Parsed {
  const composer = new Composer({
    merge: true,
    prettyErrors: false,
    uniqueKeys: false,
    resolveKnownTags: false,
    customTags: withExactIntegers,
  });
  const [document, another] = composer.compose(tokens, true, length);
  if (document === undefined) throw new TypeError('the YAML composer makes a document of any text');
  if (document.directives.yaml.version === '1.1') {
    const message = 'YAML 1.1 takes words such as yes and 010 for other values than YAML 1.2: remove "%YAML 1.1"';
    document.errors.unshift(new YAMLParseError([0, 0], 'BAD_DIRECTIVE', message));
  }
  if (another !== undefined) {
    const [start, end] = another.range;
    document.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'a second document begins here'));
  }
  return document;
}

/** The offset of the first token that lies deeper than the limit. */
function deepestOf(tokens: readonly CST.Token[]): number | undefined {
  const open: [token: CST.Token | null | undefined, depth: number][] = tokens.map((token) => [token, 0]);
  for (;;) {
    const next = open.pop();
    if (next === undefined) return undefined;
    const [token, depth] = next;
    if (!token) continue;
    if (depth > limits.depth) return 'offset' in token ? token.offset : 0;
    if (token.type === 'document') open.push([token.value, depth]);
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) open.push([key, depth + 1], [value, depth + 1]);
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
  const { exact, alike } = keysOf(node);
  const pair = exact.get(segment) ?? alike.get(plain(segment));
  return pair && isScalar(pair.key) ? { node: pair.value, offset: pair.key.range?.[0] } : undefined;
}

interface Keys {
  readonly exact: ReadonlyMap<string, Pair>;
  /** As `plain` writes them. */
  readonly alike: ReadonlyMap<string, Pair>;
}

/** By map: a file may hold a hundred thousand faults at one place. */
const known = new WeakMap<YAMLMap, Keys>();

function keysOf(map: YAMLMap): Keys {
  const found = known.get(map);
  if (found) return found;
  const exact = new Map<string, Pair>();
  const alike = new Map<string, Pair>();
  for (const pair of [...map.items].reverse()) {
    if (!isScalar(pair.key)) continue;
    exact.set(String(pair.key.value), pair);
    alike.set(plain(String(pair.key.value)), pair);
  }
  known.set(map, { exact, alike });
  return { exact, alike };
}

const plain = (key: string): string => key.toLowerCase().replaceAll('_', '-');
