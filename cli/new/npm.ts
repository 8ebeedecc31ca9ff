import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../domain/failure';
import { packageRoot } from '../../lib/config/package-root';

const run = (cwd: string, ...args: string[]) => spawnSync('npm', args, { cwd, encoding: 'utf8', timeout: 120_000 });

/** What `dip new` leaves to npm. */
export interface Npm {
  /**
   * Packs the platform's package, as it runs here, into a folder: no registry needs to hold it.
   * @returns the file's name
   * @throws Failure where npm cannot
   */
  readonly pack: (folder: string) => string;
  /** Writes `package-lock.json` of a folder's `package.json`. @returns whether npm could, which takes a registry */
  readonly lock: (folder: string) => boolean;
}

function pack(folder: string): string {
  mkdirSync(folder, { recursive: true });
  // Only a clone has what the package is built with; where it is installed it is built already.
  const built = existsSync(join(packageRoot, 'scripts', 'build-package.ts')) ? [] : ['--ignore-scripts'];
  const { status, stdout } = run(folder, 'pack', packageRoot, '--silent', ...built);
  const file = stdout?.trim().split('\n').at(-1) ?? '';
  if (status === 0 && existsSync(join(folder, file))) return file;
  throw new Failure('invalid_configuration', `npm could not pack ${packageRoot}: run npm pack there to see why`);
}

const lock = (folder: string): boolean =>
  run(folder, 'install', '--package-lock-only', '--ignore-scripts', '--fetch-retries=0', '--silent').status === 0;

export const npm: Npm = { pack, lock };
