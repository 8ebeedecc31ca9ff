/** `npm run bench [-- NAME …]`: measures the platform on this machine, to reports/bench.json and as a table. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { devDependencies, version } from '../package.json';
import * as anonymiser from './bench/anonymiser';
import * as authoriser from './bench/authoriser';
import * as bundles from './bench/bundles';
import * as commands from './bench/commands';
import type { Figure } from './bench/figure';
import * as portal from './bench/portal';
import * as redactor from './bench/redactor';
import * as relay from './bench/relay';
import * as token from './bench/token';
import { bundle } from './bundle';

const root = join(__dirname, '..');
const modules: Readonly<Record<string, { measure(): Promise<Figure[]> }>> = {
  authoriser,
  token,
  relay,
  redactor,
  anonymiser,
  portal,
  bundles,
  commands,
};

async function main(asked: readonly string[]) {
  const unknown = asked.find((name) => !(name in modules));
  if (unknown !== undefined) {
    console.error(`There is no benchmark "${unknown}"; there are ${Object.keys(modules).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  await bundle();
  const figures: Figure[] = [];
  for (const [name, { measure }] of Object.entries(modules)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    figures.push(...(await measure()));
  }
  mkdirSync(join(root, 'reports'), { recursive: true });
  const report = { machine: machine(), versions: versions(), figures };
  writeFileSync(join(root, 'reports', 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  console.table(Object.fromEntries(figures.map(({ name, ...figure }) => [name, figure])));
}

function machine() {
  const [processor] = cpus();
  return {
    processor: processor?.model ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  };
}

const versions = () => ({
  node: process.version,
  'aws-cdk-lib': devDependencies['aws-cdk-lib'],
  platform: version,
});

main(process.argv.slice(2));
