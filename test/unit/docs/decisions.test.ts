import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', '..', 'docs', 'decisions');
const files = readdirSync(folder).filter((file) => file !== 'README.md');
const index = readFileSync(join(folder, 'README.md'), 'utf8');

test('every decision has a number of its own, in the order that they were taken', () => {
  expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
});

test.each(files)('%s says its number, and leads to decisions that there are', (file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  const [, number, title] = /^# (\d+)\. (.+)\n/.exec(text) ?? [];
  expect(Number(number)).toBe(Number(file.slice(0, 4)));
  const [, date] = /^\*\*Status\*\*: accepted, (\d{4}-\d\d-\d\d)/m.exec(text) ?? [];
  expect(index).toContain(`| ${number} | [${title}](${file}) | ${date} |`);
  const linked = [...text.matchAll(/\]\((\d{4}-[a-z0-9-]+\.md)\)/g)].map(([, name]) => name);
  expect(linked.filter((name) => !files.includes(String(name)))).toEqual([]);
});
