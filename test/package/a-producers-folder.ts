import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const root = join(__dirname, '..', '..');

interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** The package as `npm pack` makes it, unpacked outside this repository. */
export interface Packed {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Paths below `folder`, in order. */
  readonly files: readonly string[];
  readonly text: (file: string) => string;
  readonly remove: () => void;
}

export function packed(): Packed {
  const scratch = mkdtempSync(join(tmpdir(), 'dip-packed-'));
  run(root, 'npm', 'pack', '--pack-destination', scratch);
  const [tarball = ''] = readdirSync(scratch);
  run(scratch, 'tar', '-xzf', tarball);
  const folder = join(scratch, 'package');
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  return {
    folder,
    manifest: JSON.parse(text('package.json')),
    files: readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort(),
    text,
    remove: () => rmSync(scratch, { recursive: true }),
  };
}

export interface Outcome {
  readonly status: number | null;
  /** Both streams. */
  readonly output: string;
}

/** A folder outside this repository with the package installed: of this repository nothing else can be seen from it. */
export interface ProducersFolder {
  readonly folder: string;
  readonly write: (file: string, text: string) => void;
  readonly read: (file: string) => string;
  /** A command of what is installed, as `npx` finds it. */
  readonly npx: (command: string, ...args: string[]) => Outcome;
  /** Any other command. */
  readonly run: (command: string, ...args: string[]) => Outcome;
  /** A folder inside, from which the same is installed. */
  readonly inside: (name: string) => ProducersFolder;
  readonly remove: () => void;
}

/**
 * Installs as npm would, offline: the package's files are copied, and its own and its peer dependencies are those that
 * this repository has, as are the producer's own.
 */
export function aProducersFolder(
  { folder: source, manifest }: Packed,
  own: readonly string[] = ['aws-cdk'],
): ProducersFolder {
  const folder = mkdtempSync(join(tmpdir(), 'dip-producer-'));
  const modules = join(folder, 'node_modules');
  cpSync(source, join(modules, manifest.name), { recursive: true });
  mkdirSync(join(modules, '.bin'));
  for (const name of [...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }), ...own]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
    linkCommands(modules, name);
  }
  linkCommands(modules, manifest.name);
  return folderWith(join(modules, '.bin'), folder);
}

const folderWith = (commands: string, folder: string): ProducersFolder => ({
  folder,
  write: (file, text) => writeFileSync(join(folder, file), text),
  read: (file) => readFileSync(join(folder, file), 'utf8'),
  npx: (command, ...args) => start(folder, join(commands, command), ...args),
  run: (command, ...args) => start(folder, command, ...args),
  inside: (name) => folderWith(commands, join(folder, name)),
  remove: () => rmSync(folder, { recursive: true }),
});

function linkCommands(modules: string, name: string): void {
  const { bin = {} }: { bin?: string | Record<string, string> } = JSON.parse(
    readFileSync(join(modules, name, 'package.json'), 'utf8'),
  );
  const commands = typeof bin === 'string' ? { [name]: bin } : bin;
  for (const [command, file] of Object.entries(commands)) {
    symlinkSync(join('..', name, file), join(modules, '.bin', command));
  }
}

function start(cwd: string, command: string, ...args: string[]): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  return { status, output: stdout + stderr };
}

function run(cwd: string, command: string, ...args: string[]): void {
  const { status, output } = start(cwd, command, ...args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
}
