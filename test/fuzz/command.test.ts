import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const fuzz = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/fuzz.ts', ...args], { cwd: root, encoding: 'utf8' });

test('npm run fuzz tries one edge over a new seed, which it prints', () => {
  const { status, stdout, stderr } = fuzz('1', 'http-head');
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^FUZZ_SEED=\d+$/m);
}, 120_000);

test('a length of time that is none is wrong use', () => {
  expect(fuzz('soon').status).toBe(2);
});
