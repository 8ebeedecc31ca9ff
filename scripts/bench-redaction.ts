/** `npm run bench:redaction [-- --lines N --seed N]`: the shared scorer over the redactor, to reports/redaction.json. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(__dirname, '..');
const bench = join(root, '..', 'shared', 'bench', 'redaction');

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '50000' }, seed: { type: 'string', default: '20261120' } },
});

if (existsSync(bench)) score(values.lines, values.seed);
else console.log(`Skipped: the corpus generator and its scorer are not at ${bench}`);

function score(lines: string, seed: string): void {
  const data = mkdtempSync(join(tmpdir(), 'redaction-'));
  const node = (script: string, ...args: string[]) =>
    execFileSync(process.execPath, [join(bench, script), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  try {
    mkdirSync(join(root, 'reports'), { recursive: true });
    node('gen.mjs', '--lines', lines, '--seed', seed, '--out', data);
    const report = join(root, 'reports', 'redaction.json');
    node('score.mjs', '--data', data, '--extra', join(root, 'test', 'redaction-adapter.mjs'), '--json', report);
  } finally {
    rmSync(data, { recursive: true });
  }
}
