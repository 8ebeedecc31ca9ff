import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scripts } from '../../../package.json';

const root = join(__dirname, '..', '..', '..');
const pages = ['README.md', ...['docs/guides', 'docs/runbooks'].flatMap((folder) => namesIn(folder))];

function namesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).map((file) => join(folder, file));
}

/** What a page tells its reader to type, in a block or in a line. */
function printed(pattern: RegExp): [page: string, word: string][] {
  return pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(pattern)].map(([, word = '']): [string, string] => [
      page,
      word,
    ]),
  );
}

test('every script that a page names is there', () => {
  const named = printed(/npm run ([a-z][a-z:-]*)/g);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(([, script]) => !(script in scripts))).toEqual([]);
});

test('every verb of dip that a page names is there', () => {
  const commands = readFileSync(join(root, 'bin', 'dip.ts'), 'utf8');
  const verbs = new Set([...commands.matchAll(/\.command\('([a-z]+)/g)].map(([, verb]) => verb));
  const named = printed(/npx dip ([a-z]+)/g);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(([, verb]) => !verbs.has(verb))).toEqual([]);
});

test('every benchmark runs to its end, each bundle among them', () => {
  const names = ['authoriser', 'token', 'relay', 'redactor', 'anonymiser', 'portal', 'bundles'];
  const args = ['--import', 'tsx', join('scripts', 'bench.ts'), '--small', ...names];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, expect.not.stringMatching(/Error/)]);
  const bundles = readdirSync(join(root, 'dist', 'lambdas'), { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  for (const figure of ['authoriser', 'token', 'relay', 'redactor', 'anonymiser', 'portal', 'search']) {
    expect(stdout).toContain(figure);
  }
  for (const { name } of bundles) expect(stdout).toContain(`import:${name} `);
}, 600_000);

test('the score of redaction runs to its end, or says that there is nothing to score with', () => {
  const args = ['--import', 'tsx', join('scripts', 'bench-redaction.ts'), '--lines', '20'];
  expect(spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 0 });
}, 60_000);

test.each([
  ['a benchmark that there is not', 'bench.ts', ['speed'], 2, /There is no benchmark "speed"; there are authoriser/],
  ['an environment that there is not', 'synth.ts', ['live'], 2, /There is no environment "live"; there are local, /],
  ['a part of the check that there is not', 'test.ts', ['--chnged'], 2, /usage: npm test \[-- --changed\]/],
  ['no environment to deploy', 'deploy.ts', [], 2, /Which environment\?/],
  ['no environment to look at', 'preflight.ts', [], 2, /Which environment\?/],
])(
  '%s is told so',
  (_, script, given, code, words) => {
    const args = ['--import', 'tsx', join('scripts', script), ...given];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect([status, stdout + stderr]).toEqual([code, expect.stringMatching(words)]);
  },
  60_000,
);
