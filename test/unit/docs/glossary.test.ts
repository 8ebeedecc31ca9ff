import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, root } from '../source/files';

const rows = readFileSync(join(root, 'docs', 'glossary.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('the glossary has each word once, in order', () => {
  const words = rows.map(([, word = '']) => word);
  expect(words.length).toBeGreaterThan(30);
  expect(words).toEqual([...new Set(words)].sort((one, other) => one.localeCompare(other, 'en-GB')));
});

test.each(rows)('%s%s: %s', (_, _word, meaning, where = '') => {
  expect(meaning).not.toBe('');
  expect([where, existsSync(join(root, where.replaceAll('`', '')))]).toEqual([where, true]);
});

test.each(['domain', 'lib', 'portal', 'adapters', 'cli'])('no two types of %s have one name', (top) => {
  const exported = /^export (?:interface|type|(?:abstract )?class) (\w+)/gm;
  const names = files
    .filter((file) => file.startsWith(`${top}/`))
    .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(exported)].map(([, name]) => name));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
