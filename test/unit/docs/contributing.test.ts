import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const text = (page: string) => readFileSync(join(root, page), 'utf8');

test.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', '.github/CODEOWNERS'])('what %s names is there', (page) => {
  const named = [
    ...text(page).matchAll(/`((?:domain|adapters|lib|lambdas|local|portal|cli|test|docs|scripts|\.)[\w./-]*)`/g),
    ...text(page).matchAll(/\]\((?!http|#)([^)#]+)/g),
    ...text(page).matchAll(/^\/(\S+)/gm),
  ].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(1);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('the licence is the one that the package states, and the version of Node the one that functions run on', () => {
  expect(text('LICENSE')).toMatch(/^MIT License\n/);
  expect(JSON.parse(text('package.json')).license).toBe('MIT');
  expect(text('.nvmrc').trim()).toBe('24');
});

test('ten recipes lead a contributor to what a change touches', () => {
  const [, recipes = ''] = text('CONTRIBUTING.md').split('## Ten changes');
  expect(recipes.match(/^\*\*[^*]+\.\*\* /gm)).toHaveLength(10);
});
