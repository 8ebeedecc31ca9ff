/**
 * `npm run scan`: what is known to be wrong with the packages that the lock file holds. It says what was checked and
 * what could not be: without advisory data it warns, and with `--require-advisories`, which pipelines give, it fails.
 * Writes `reports/scan.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scanInWords, scanPackages } from './supply-chain/scan-packages';

const root = join(__dirname, '..');
const reports = join(root, 'reports');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'require-advisories': { type: 'boolean', default: false } } });
  const scan = await scanPackages({ folder: root, requireAdvisories: values['require-advisories'] });
  for (const line of scanInWords(scan)) console.log(line);
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'scan.json'), `${JSON.stringify(scan, undefined, 2)}\n`);
  if (!scan.passed) process.exitCode = 1;
}

main();
