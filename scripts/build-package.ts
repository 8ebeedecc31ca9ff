/** What `npm pack` packs: the bundles, and the constructs and `dip` compiled to `dist/package` with declarations. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle';

const root = join(__dirname, '..');

async function buildPackage(): Promise<void> {
  await bundle();
  rmSync(join(root, 'dist', 'package'), { recursive: true, force: true });
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  execFileSync(compiler, ['--project', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
}

buildPackage();
