/**
 * `npm run bench [-- --small] [NAME …]`: measures the platform on this machine, to reports/bench.json and as a table.
 * `--small` only shows that each benchmark runs, and leaves the report alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { devDependencies, version } from '../package.json';
import type { Figure } from './bench/figure';
import { bundle } from './bundle';

const root = join(__dirname, '..');
const names = ['authoriser', 'token', 'relay', 'redactor', 'anonymiser', 'portal', 'bundles', 'commands', 'large-api'];

async function main(args: readonly string[]): Promise<void> {
  const small = args.includes('--small');
  const asked = args.filter((arg) => arg !== '--small');
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    console.error(`There is no benchmark "${unknown}"; there are ${names.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  await bundle();
  const figures = names
    .filter((name) => asked.length === 0 || asked.includes(name))
    .flatMap((name) => measured(name, small));
  if (!small) {
    mkdirSync(join(root, 'reports'), { recursive: true });
    const report = { machine: machine(), versions: versions(), figures };
    writeFileSync(join(root, 'reports', 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  }
  console.table(Object.fromEntries(figures.map(({ name, ...figure }) => [name, figure])));
}

/** Apart from the others: what they load changes how fast V8 runs the same code. */
function measured(name: string, small: boolean): readonly Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'dip-bench-'));
  try {
    const file = join(folder, 'figures.json');
    const args = ['--expose-gc', '--import', 'tsx', join(root, 'scripts', 'bench', 'main.ts'), name, file];
    const { status } = spawnSync(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...(small && { DIP_BENCH: 'small' }) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error(`The benchmark "${name}" failed`);
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function machine() {
  const [processor] = cpus();
  const memoryGigabytes = Math.round(totalmem() / 2 ** 30);
  return { processor: processor?.model ?? 'unknown', cores: cpus().length, memoryGigabytes };
}

const versions = () => ({
  node: process.version,
  'aws-cdk-lib': devDependencies['aws-cdk-lib'],
  platform: version,
});

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
