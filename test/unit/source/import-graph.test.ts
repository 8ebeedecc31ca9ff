import { dirname } from 'node:path';
import { files } from './files';
import { type Import, imports, modulesOf, ringsIn, roomOf } from './imports';

const inside = imports.filter(({ to }) => files.includes(to));
const isIn = (top: string, path: string) => path.startsWith(`${top}/`);
const shown = ({ from, to }: Import) => `${from} imports ${to}`;
const importsOf = (top: string) => inside.filter(({ from }) => isIn(top, from));

test('the whole project is read', () => {
  expect(inside.length).toBeGreaterThan(3_000);
});

test('no file leads back to itself', () => {
  expect(ringsIn(inside)).toEqual([]);
});

/** The imports between folders that stand beside one another, anywhere in a tree. */
const between = (top: string): Import[] =>
  [...new Set([top, ...files.filter((file) => isIn(top, file)).map(dirname)])].flatMap((at) =>
    inside.flatMap(({ from, to }) => {
      const [one, other] = [roomOf(at, from), roomOf(at, to)];
      return one !== undefined && other !== undefined && one !== other ? [{ from: one, to: other }] : [];
    }),
  );

test.each(['domain', 'lib', 'local', 'lambdas', 'adapters', 'cli', 'portal'])(
  'no folder of %s needs one beside it that leads back',
  (top) => expect(ringsIn(between(top))).toEqual([]),
);

test('the domain imports nothing of the platform but itself, and no machine', () => {
  const own = imports.filter(({ from, to }) => isIn('domain', from) && !isIn('domain', to));
  expect(own.length).toBeGreaterThan(50);
  const barred = own.filter(({ to }) => files.includes(to) || /^(node:|@?aws|constructs|hono)/.test(to));
  expect(barred.map(shown)).toEqual([]);
});

test('an adapter imports the domain and other adapters only', () => {
  expect(
    importsOf('adapters')
      .filter(({ to }) => !/^(adapters|domain)\//.test(to))
      .map(shown),
  ).toEqual([]);
});

test('no function imports another', () => {
  const between = importsOf('lambdas').filter(
    ({ from, to }) => isIn('lambdas', to) && roomOf('lambdas', from) !== roomOf('lambdas', to),
  );
  expect(between.map(shown)).toEqual([]);
});

test('nothing but its tests imports the embedded cloud', () => {
  const outside = inside.filter(({ from, to }) => isIn('local', to) && !/^(local|test)\//.test(from));
  expect(outside.map(shown)).toEqual([]);
});

test('nothing that is deployed or published imports a test', () => {
  const leaning = inside.filter(({ from, to }) => isIn('test', to) && !/^(test|scripts)\//.test(from));
  expect(leaning.map(shown)).toEqual([]);
});

test('the embedded cloud knows no service, and no service the start', () => {
  const layers = ['local/cloud', 'local/services', 'local/start'];
  const layer = (path: string) => layers.findIndex((one) => isIn(one, path));
  const upwards = importsOf('local').filter(({ from, to }) => layer(from) >= 0 && layer(to) > layer(from));
  expect(upwards.map(shown)).toEqual([]);
});

test('no folder of the embedded cloud leads back to itself', () => {
  const folders = importsOf('local').filter(({ to }) => isIn('local', to));
  expect(ringsIn(folders.map(({ from, to }) => ({ from: dirname(from), to: dirname(to) })))).toEqual([]);
});

const edges = (text: string): Import[] =>
  text.split(' ').map((edge) => ({ from: edge.split('>')[0] ?? '', to: edge.split('>')[1] ?? '' }));

test.each<[string, string[]]>([
  ['a>b b>c a>c a>a', []],
  ['a>b b>a', ['a → b → a']],
  ['x>a a>b b>c c>a', ['a → b → c → a']],
])('of %s the rings are %j', (text, rings) => {
  expect(ringsIn(edges(text))).toEqual(rings);
});

test('every way to import is seen', () => {
  const code = `
    import a from './a';
    import type { B } from './b';
    import './c';
    export { d } from './d';
    export * from './e';
    const f = await import('./f');
    type G = typeof import('./g');
    import h = require('./h');
    const i = require('./i');
    const text = "from './no'";
  `;
  expect(modulesOf('a.ts', code).sort()).toEqual([...'abcdefghi'].map((name) => `./${name}`));
});
