import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');

test.each(['attacks.md', 'fuzzing.md'])('every file that docs/security/%s names is there', (page) => {
  const text = readFileSync(join(root, 'docs', 'security', page), 'utf8');
  const paths = [...text.matchAll(/`((?:domain|test|lib|local|adapters)\/[\w./-]+\.ts)`/g)].map(([, path]) =>
    String(path),
  );
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => join('docs', 'security', String(link)));
  expect(paths.length).toBeGreaterThan(5);
  expect([...paths, ...links].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
