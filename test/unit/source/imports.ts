import { dirname, join } from 'node:path';
import { files, root } from './files';
import { readSource } from './records';

/** One import, of a value or a type alone, from its file to another of the project, or to a package. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

const known = new Set(files);

/** The modules that a source names: in `import`, `export … from`, `import()`, `import = require()` and `typeof import()`. */
export function modulesOf(file: string, code?: string): string[] {
  return readSource(file, code).nodes.flatMap(({ node }) => {
    if (/^(Import|ExportNamed|ExportAll|Export)Declaration$/.test(node.type)) return textOf(node.source);
    if (node.type === 'TsImportType') return textOf(node.argument);
    if (node.type === 'TsExternalModuleReference') return textOf(node.expression);
    const callee = node.type === 'CallExpression' ? (node.callee as { type: string; value?: string }) : undefined;
    if (callee?.type !== 'Import' && callee?.value !== 'require') return [];
    const [first] = node.arguments as { expression: unknown }[];
    return textOf(first?.expression);
  });
}

const textOf = (literal: unknown): string[] => {
  const { type, value } = (literal ?? {}) as { type?: string; value?: string };
  return type === 'StringLiteral' && value !== undefined ? [value] : [];
};

function resolved(from: string, module: string): string {
  if (!module.startsWith('.')) return module;
  const path = join(dirname(from), module.replace(/\.js$/, ''));
  return [`${path}.ts`, `${path}/index.ts`].find((file) => known.has(file)) ?? path;
}

export const imports: readonly Import[] = files.flatMap((from) =>
  modulesOf(join(root, from)).map((module) => ({ from, to: resolved(from, module) })),
);

/** The folder directly below `top` that a path of `top` stands in; undefined for a file of `top` itself. */
export function roomOf(top: string, path: string): string | undefined {
  const [first, ...deeper] = path.startsWith(`${top}/`) ? path.slice(top.length + 1).split('/') : [];
  return first !== undefined && deeper.length > 0 ? `${top}/${first}` : undefined;
}

/** What leads back to itself, each ring as the way from one to itself, in the order in which it is found. */
export function ringsIn(edges: readonly Import[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  const rings: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const walk = (at: string) => {
    if (way.includes(at)) rings.push([...way.slice(way.indexOf(at)), at].join(' → '));
    if (way.includes(at) || done.has(at)) return;
    way.push(at);
    for (const each of next.get(at) ?? []) walk(each);
    way.pop();
    done.add(at);
  };
  for (const from of next.keys()) walk(from);
  return rings;
}
