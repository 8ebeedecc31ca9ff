/**
 * `npm run deploy -- ENV`: `cdk deploy` of one environment, or of the `pipeline` alone; what follows goes to the CDK's
 * own command line. Values that nobody has stated yet end it before anything is sent.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundle } from './bundle';
import { cdk, contextArguments } from './command-line';
import { deployable } from './delivery/deployable';

const root = join(__dirname, '..');

async function main([name, ...rest]: readonly string[]) {
  const { exitCode, said } = deployable('deploy', name);
  if (exitCode !== 0) {
    console.error(said);
    process.exitCode = exitCode;
    return;
  }
  await bundle();
  const stacks = name === 'pipeline' ? ['Pipeline'] : ['--all', ...contextArguments({ environment: name ?? '' })];
  const { status } = spawnSync(cdk, ['deploy', ...stacks, ...rest], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

main(process.argv.slice(2));
