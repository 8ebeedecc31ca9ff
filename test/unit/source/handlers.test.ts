import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const lambdas = join(__dirname, '..', '..', '..', 'lambdas');
const sources = readdirSync(lambdas, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, code: readFileSync(join(lambdas, file), 'utf8') }));

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
