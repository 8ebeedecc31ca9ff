import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const rows = readFileSync(join(root, 'docs', 'security', 'oauth-checklist.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
  .map(([number = '', requirement = '', enforced = '', shown = '', state = '']) => ({
    number: Number(number),
    requirement,
    files: enforced.split('<br>').map((file) => file.replaceAll('`', '')),
    tests: shown === '—' ? [] : shown.split('<br>').map((test) => test.split(' › ')),
    state,
  }));

/** A title as source code spells it, whichever quotes it stands in. */
const isTitled = (source: string, title: string) =>
  [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => source.includes(quoted));

test('the checklist has all 66 items, in order', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 66 }, (_, index) => index + 1));
});

test.each(rows)('item $number names files and tests that exist, and how far it is met', ({ files, tests, state }) => {
  for (const file of files) expect([file, existsSync(join(root, file))]).toEqual([file, true]);
  for (const [named = '', title = ''] of tests) {
    const file = named.replaceAll('`', '');
    const source = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
    expect([file, title, isTitled(source, title)]).toEqual([file, title, true]);
  }
  expect(state).not.toBe('');
});

test('an item without a test says why', () => {
  for (const { tests, state } of rows) if (tests.length === 0) expect(state.length).toBeGreaterThan(40);
});
