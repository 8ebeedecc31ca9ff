import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'];
const files = execFileSync('git', listed, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);

interface Import {
  readonly from: string;
  readonly to: string;
}

const importsOf = (file: string): Import[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import|import\(|require\()\s*'(\.[^']*)'/g)].map(
    ([, path = '']) => ({ from: file, to: join(dirname(file), path) }),
  );
const imports = files.flatMap(importsOf);
const isLocal = (path: string) => path.startsWith('local/');
const shown = ({ from, to }: Import) => `${from} imports ${to}`;

test('nothing but its tests imports the embedded cloud', () => {
  const outside = imports.filter(({ from, to }) => isLocal(to) && !isLocal(from) && !from.startsWith('test/'));
  expect(outside.map(shown)).toEqual([]);
});

test('the cloud knows no service, and no service the start', () => {
  const layers = ['local/cloud/', 'local/services/', 'local/start/'];
  const layer = (path: string) => layers.findIndex((one) => path.startsWith(one));
  expect(
    imports.filter(({ from, to }) => isLocal(from) && layer(to) > layer(from) && layer(from) >= 0).map(shown),
  ).toEqual([]);
});

type Folders = readonly [from: string, to: string];

/** Folders that import one another, in a ring of any length, as the way from one back to itself. */
function ringsIn(edges: readonly Folders[]): string[] {
  const rings: string[] = [];
  const known = new Set<string>();
  const walk = (folder: string, way: readonly string[]) => {
    if (way.includes(folder)) rings.push([...way.slice(way.indexOf(folder)), folder].join(' → '));
    if (known.has(folder)) return;
    known.add(folder);
    for (const [from, to] of edges) if (from === folder && to !== folder) walk(to, [...way, folder]);
  };
  for (const [from] of edges) walk(from, []);
  return rings;
}

const isFile = new Set(files);
const folderOf = (path: string) => (isFile.has(`${path}.ts`) ? dirname(path) : path);

test('no folder of it imports one that leads back to it', () => {
  const inside = imports.filter(({ from, to }) => isLocal(from) && isLocal(to));
  expect(inside.length).toBeGreaterThan(100);
  expect(ringsIn(inside.map(({ from, to }) => [dirname(from), folderOf(to)]))).toEqual([]);
});

test.each<[string[], Folders[]]>([
  [
    [],
    [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
      ['a', 'a'],
    ],
  ],
  [
    ['a → b → a'],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
  ],
  [
    ['a → b → c → a'],
    [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ],
  ],
])('the rings %j are found', (rings, edges) => {
  expect(ringsIn(edges)).toEqual(rings);
});
