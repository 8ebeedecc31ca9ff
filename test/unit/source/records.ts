import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

/** A node, with those it stands in, the nearest last. */
interface Placed {
  readonly node: Node;
  readonly around: readonly Node[];
}

/** One source file, read for its records: objects whose type has a string index, so that any name is a key of them. */
export interface Source {
  readonly file: string;
  readonly nodes: readonly Placed[];
  readonly text: (node: Node) => string;
  readonly line: (node: Node) => number;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

function* nodesOf(value: unknown, around: readonly Node[] = []): Generator<Placed> {
  if (Array.isArray(value)) for (const each of value) yield* nodesOf(each, around);
  else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) yield { node: value, around };
    const inner = isNode(value) ? [...around, value] : around;
    for (const [key, child] of Object.entries(value)) if (key !== 'span') yield* nodesOf(child, inner);
  }
}

export function readSource(file: string, code = readFileSync(file, 'utf8')): Source {
  const root = parseSync(code, { syntax: 'typescript', target: 'es2022' }) as unknown as Node;
  // Spans count on from file to file, in bytes, from the first token of this one.
  const bytes = Buffer.from(code);
  const first = spanOf(root).start - firstToken(code);
  const at = (node: Node) => spanOf(node).start - first;
  return {
    file,
    nodes: [...nodesOf(root)],
    text: (node) =>
      bytes
        .subarray(at(node), spanOf(node).end - first)
        .toString()
        .replaceAll(/\s+/g, ' '),
    line: (node) => bytes.subarray(0, at(node)).toString().split('\n').length,
  };
}

/** The parser's module begins at its first token. */
function firstToken(code: string): number {
  const skipped = /^(\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|#![^\n]*\n)*/.exec(code)?.[0] ?? '';
  return Buffer.byteLength(skipped);
}

const spanOf = (node: Node) => node.span as { start: number; end: number };
const child = (node: Node, key: string): Node | undefined => {
  const value = node[key];
  return isNode(value) ? value : undefined;
};
const nameOf = (node: Node | undefined): string | undefined =>
  typeof node?.value === 'string' && /^(Identifier|StringLiteral|PrivateName)$/.test(node.type)
    ? node.value
    : undefined;

const wrappers = new Set(['Readonly', 'Partial', 'Required', 'NonNullable', 'Awaited', 'Promise']);

/** Whether a type has a string index, itself or through a name that is known to. */
function isRecordType(type: Node | undefined, known: ReadonlySet<string>): boolean {
  if (type === undefined) return false;
  if (type.type === 'TsTypeAnnotation') return isRecordType(child(type, 'typeAnnotation'), known);
  if (/^Ts(ParenthesizedType|OptionalType)$/.test(type.type)) return isRecordType(child(type, 'typeAnnotation'), known);
  if (/^Ts(Union|Intersection)Type$/.test(type.type)) {
    return (type.types as Node[]).some((each) => isRecordType(each, known));
  }
  if (type.type === 'TsTypeLiteral')
    return (type.members as Node[]).some(({ type: kind }) => kind === 'TsIndexSignature');
  if (type.type !== 'TsTypeReference') return false;
  const name = nameOf(child(type, 'typeName')) ?? '';
  const [first] = (child(type, 'typeParams')?.params ?? []) as Node[];
  if (name === 'Record') return first?.kind === 'string' || nameOf(first && child(first, 'typeName')) === 'PropertyKey';
  return wrappers.has(name) ? isRecordType(first, known) : known.has(name);
}

const isZodRecord = (node: Node | undefined): boolean =>
  node?.type === 'CallExpression' &&
  [...nodesOf(node)].some(({ node: each }) => isCallOf(each, /^(record|looseRecord)$/));

function isCallOf(node: Node, pattern: RegExp): boolean {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined;
  return callee?.type === 'MemberExpression' && pattern.test(nameOf(child(callee, 'property')) ?? '');
}

/** Names of types that have a string index: aliases and interfaces. */
export function recordTypes(sources: readonly Source[]): ReadonlySet<string> {
  const known = new Set<string>();
  const named = sources.flatMap(({ nodes }) =>
    nodes.filter(({ node }) => /^Ts(TypeAlias|Interface)Decl/.test(node.type)),
  );
  for (let before = -1; before < known.size; ) {
    before = known.size;
    for (const { node } of named) {
      const name = nameOf(child(node, 'id'));
      if (name === undefined) continue;
      if (node.type === 'TsTypeAliasDeclaration' && isRecordType(child(node, 'typeAnnotation'), known)) known.add(name);
      const body = node.type === 'TsInterfaceDeclaration' ? child(node, 'body') : undefined;
      if ((body?.body as Node[] | undefined)?.some(({ type }) => type === 'TsIndexSignature')) known.add(name);
    }
  }
  return known;
}

/** Names that are, or answer, a record: a member's holds wherever it is read, a variable's in its own
 * file, where `others` are known to be something else. */
export function recordNames(
  { nodes }: Source,
  types: ReadonlySet<string>,
): Record<'members' | 'variables' | 'others', Set<string>> {
  const members = new Set<string>();
  const others = new Set<string>();
  const variables = new Set<string>();
  for (const { node } of nodes) {
    const annotation = child(node, 'typeAnnotation');
    const key = nameOf(child(node, 'key')) ?? '';
    const isMember = /^(TsPropertySignature|ClassProperty|PrivateProperty)$/.test(node.type);
    if (isMember && isRecordType(annotation, types)) members.add(key);
    if (node.type === 'KeyValueProperty' && isZodRecord(child(node, 'value'))) members.add(key);
    if (node.type === 'ClassMethod' && isRecordType(child(child(node, 'function') ?? node, 'returnType'), types))
      members.add(key);
    if (node.type === 'Identifier' && annotation) {
      (isRecordType(annotation, types) ? variables : others).add(nameOf(node) ?? '');
    }
    if (node.type === 'FunctionDeclaration' && isRecordType(child(node, 'returnType'), types)) {
      variables.add(nameOf(child(node, 'identifier')) ?? '');
    }
    const made = node.type === 'VariableDeclarator' ? child(node, 'init') : undefined;
    const said = new Map([
      ['ArrowFunctionExpression', 'returnType'],
      ['TsAsExpression', 'typeAnnotation'],
    ]).get(made?.type ?? '');
    if (made && said && isRecordType(child(made, said), types)) variables.add(nameOf(child(node, 'id')) ?? '');
  }
  return { members, variables, others };
}

/** The last name of `a.b?.c()`, by which a member is known. */
function lastName(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (node.type === 'MemberExpression') return nameOf(child(node, 'property'));
  if (node.type === 'OptionalChainingExpression') return lastName(child(node, 'base'));
  if (node.type === 'CallExpression') return lastName(child(node, 'callee'));
  if (/^(ParenthesisExpression|TsNonNullExpression)$/.test(node.type)) return lastName(child(node, 'expression'));
  return nameOf(node);
}

const isLiteral = ({ type }: Node): boolean => type === 'StringLiteral' || type === 'NumericLiteral';
/** `for (const name in all) all[name]`: the names that are there. */
const isItsOwn = (key: Node, around: readonly Node[], text: Source['text']): boolean =>
  around.some(({ type, left }) => type === 'ForInStatement' && isNode(left) && text(left).endsWith(` ${text(key)}`));
const unwrapped = (node: Node | undefined): Node | undefined =>
  node?.type === 'ParenthesisExpression' ? unwrapped(child(node, 'expression')) : node;

interface Known {
  readonly types: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
}

export interface Access {
  readonly at: string;
  readonly code: string;
}

/** Where a record is read or written by a name that is not written there, and nothing looks first whether it is its own. */
export function unguardedAccesses(source: Source, { types, members, variables, others }: Known): Access[] {
  const isRecord = (node: Node | undefined): boolean => {
    const object = unwrapped(node);
    if (object?.type === 'TsAsExpression') return isRecordType(child(object, 'typeAnnotation'), types);
    const name = lastName(object) ?? '';
    return variables.has(name) || (members.has(name) && !(object?.type === 'Identifier' && others.has(name)));
  };
  const accesses: Access[] = [];
  for (const { node, around } of source.nodes) {
    const found = accessOf(node);
    if (found === undefined || isLiteral(found.key) || !isRecord(found.object)) continue;
    if (isItsOwn(found.key, around, source.text)) continue;
    const guard = new RegExp(
      `hasOwn\\(\\s*${escaped(source.text(found.object))}\\s*,\\s*${escaped(source.text(found.key))}\\s*\\)`,
    );
    const isGuarded = around.some(
      (each) => /Function|Method|Declarat/.test(each.type) && guard.test(source.text(each)),
    );
    if (!isGuarded) accesses.push({ at: `${source.file}:${source.line(node)}`, code: source.text(node) });
  }
  return accesses;
}

function accessOf(node: Node): { object: Node; key: Node } | undefined {
  if (node.type === 'BinaryExpression' && node.operator === 'in') {
    const [key, object] = [child(node, 'left'), child(node, 'right')];
    return key && object && { key, object };
  }
  const property = node.type === 'MemberExpression' ? child(node, 'property') : undefined;
  if (property?.type !== 'Computed') return undefined;
  const [object, key] = [child(node, 'object'), child(property, 'expression')];
  return object && key && { object, key };
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
