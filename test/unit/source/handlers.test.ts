import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, root } from './files';

const sources = files
  .filter((file) => file.startsWith('lambdas/'))
  .map((file) => ({ file, code: readFileSync(join(root, file), 'utf8') }));

test('every function is read', () => expect(sources.length).toBeGreaterThan(50));

test('no function waits for AWS without end: each takes its clients from adapters/aws/clients', () => {
  const clients = /const \{ (\w+) \} = await import\('@aws-sdk|import \{ (\w+) \} from '@aws-sdk/g;
  const own = sources.filter(({ code }) =>
    [...code.matchAll(clients)].some(([, late, early]) => code.includes(`new ${late ?? early}(`)),
  );
  expect(sources.some(({ code }) => clients.test(code))).toBe(true);
  expect(own.map(({ file }) => file)).toEqual([]);
});

test('every function has one clock', () => {
  const own = sources.filter(({ code }) => /new Date\(\)|Date\.now\(\)/.test(code));
  expect(own.map(({ file }) => file)).toEqual([]);
});
