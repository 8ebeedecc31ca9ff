/**
 * `npm test`: the whole check, each part printed as it runs, and one closing line that counts what ran. A part that
 * fails does not hide the later ones. `npm test -- --changed`: types, lint, and the unit and contract tests of what differs
 * from the branch main.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'dip-test-'));
const tally = { passed: 0, failed: 0, skipped: 0 };

function run(command: string, args: readonly string[]): boolean {
  const { status } = spawnSync(join(root, 'node_modules', '.bin', command), args, { cwd: root, stdio: 'inherit' });
  return status === 0;
}

/** A part without tests of its own counts as one. */
function check(title: string, command: string, ...args: readonly string[]): void {
  console.log(`\n== ${title}`);
  if (run(command, args)) tally.passed += 1;
  else tally.failed += 1;
}

/** A Jest run counts its tests, and a suite that could not even load as one failure. */
function jest(title: string, ...args: readonly string[]): void {
  console.log(`\n== ${title}`);
  const report = join(scratch, `${title.replaceAll(' ', '-')}.json`);
  const clean = run('jest', ['--json', `--outputFile=${report}`, ...args]);
  const result = readReport(report);
  tally.passed += result.numPassedTests;
  tally.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  tally.skipped += result.numPendingTests;
  const nothingCounted = result.numFailedTests + result.numRuntimeErrorTestSuites === 0;
  if (!clean && nothingCounted) tally.failed += 1;
}

function readReport(file: string) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 0 };
  }
}

function everything(): void {
  check('types', 'tsc', '--noEmit');
  check('lint', 'biome', 'check', '--error-on-warnings', '.');
  // Of this one assembly, and of the bundles in it, read all infrastructure tests.
  check('bundles and the assembly of every environment', 'tsx', 'scripts/kept-assembly.ts');
  // Left to itself Jest keeps a core free, which is half of a small machine.
  jest(
    'unit contract and infrastructure tests, and every edge under made-up input',
    '--maxWorkers=100%',
    ...['unit', 'contract', 'infra', 'fuzz'].map((kind) => `test/${kind}`),
  );
  jest('package as a producer installs it', 'test/package');
  jest('journeys over the served assembly', '--config', 'jest.journeys.config.js');
  check('a Chromium for the browser tests', 'tsx', 'scripts/install-chromium.ts');
  jest('portal in a browser', '--config', 'jest.browser.config.js');
}

function changed(): void {
  check('types', 'tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/types.tsbuildinfo');
  check('lint', 'biome', 'check', '--error-on-warnings', '.');
  const sources = ['adapters', 'cli', 'domain', 'lambdas', 'lib', 'local', 'portal', 'test'];
  const since = ['--changedSince', 'main', '--passWithNoTests', '--maxWorkers=100%'];
  // Jest follows imports only below its roots, and paths that are named it would run whole.
  const matching = ['--roots', ...sources, '--testMatch', '**/test/{unit,contract}/**/*.test.ts'];
  jest('unit and contract tests of what has changed', ...since, ...matching);
}

const [asked, ...more] = process.argv.slice(2);
if (more.length > 0 || (asked !== undefined && asked !== '--changed')) {
  console.error('usage: npm test [-- --changed]');
  process.exit(2);
}
if (asked === undefined) everything();
else changed();

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`);
process.exitCode = tally.failed === 0 ? 0 : 1;
