import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from '../../../cli/new/npm';

const folder = mkdtempSync(join(tmpdir(), 'dip-npm-'));
const before = process.env.npm_config_registry;
beforeAll(() => {
  process.env.npm_config_registry = 'http://127.0.0.1:9';
});
afterAll(() => {
  if (before === undefined) delete process.env.npm_config_registry;
  else process.env.npm_config_registry = before;
  rmSync(folder, { recursive: true });
});

const depending = (dependencies: object) =>
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'own', version: '1.0.0', dependencies }));

test('a lock file is written where npm can have what it names, and otherwise that is said', () => {
  depending({ 'never-published-anywhere': '1.2.3' });
  expect([npm.lock(folder), existsSync(join(folder, 'package-lock.json'))]).toEqual([false, false]);
  depending({});
  expect(npm.lock(folder)).toBe(true);
  expect(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))).toMatchObject({ name: 'own' });
}, 60_000);
