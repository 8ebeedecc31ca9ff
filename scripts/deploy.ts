/**
 * `npm run deploy -- ENV`: `cdk deploy` of one environment, or of the `pipeline` alone; what follows goes to the CDK's
 * own command line.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundle } from './bundle';

const root = join(__dirname, '..');

async function main([environment, ...rest]: readonly string[]) {
  if (!environment || environment.startsWith('-')) {
    console.error('Which environment? For example: npm run deploy -- int');
    process.exitCode = 2;
    return;
  }
  await bundle();
  const cdk = join(root, 'node_modules', '.bin', 'cdk');
  const stacks = environment === 'pipeline' ? ['Pipeline'] : ['--all', '--context', `environment=${environment}`];
  const args = ['deploy', ...stacks, ...rest];
  const { status } = spawnSync(cdk, args, { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

main(process.argv.slice(2));
