/**
 * The cloud assembly of inputs that were synthesised before is the one that was made of them. Run as
 * `kept-assembly.ts ENV` it prints the folder that `npm start` serves; without ENV that of every environment, validated.
 */
import { createHash, type Hash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '../adapters/node/progress';
import { bundle } from './bundle';
import { type SynthesisOptions, synthesise } from './synth';

const root = join(__dirname, '..');
const folder = join(root, 'dist', 'assemblies');
/** What no synthesis reads, or what one makes; all else may change what it makes. */
const unread = new Set(['.git', '.local', 'cdk.out', 'coverage', 'dist', 'node_modules', 'reports', 'test']);
const bundles = ['dist/lambdas', 'dist/portal-assets'];
/** The process's own variables that the app reads where `variables` does not say otherwise. */
const read = ['DIP_PORT', 'DIP_SPECS', 'DIP_BACKEND', 'DIP_SIGNING_KEYS', 'DIP_AUDIT'];
/** Assemblies that a running platform may still serve are younger than this, in milliseconds. */
const keptFor = 24 * 60 * 60 * 1000;
/** How many are kept however old they are. */
const keptAlways = 4;
/** A folder of more files than this is not worth comparing: it is synthesised each time. */
const mostFiles = 2_000;

/** Answers the folder of an assembly that nobody may change. Rejects where there is none. */
export async function keptAssembly(options: Omit<SynthesisOptions, 'outdir'>): Promise<string> {
  const show = progress(process.env, process.stderr);
  show('Bundling the functions');
  await bundle();
  show(undefined);
  const assembly = join(folder, keyOf(options));
  if (existsSync(assembly)) {
    utimesSync(assembly, new Date(), new Date());
    return assembly;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  forgetOld();
  const made = `${assembly}.${process.pid}`;
  try {
    await synthesise({ ...options, outdir: made });
    if (!existsSync(assembly)) renameSync(made, assembly);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return assembly;
}

/** What tells one set of inputs from another: whatever synthesis reads, by content. */
export function keyOf({ variables: stated, ...options }: Omit<SynthesisOptions, 'outdir'>): string {
  const own = Object.fromEntries(read.map((name) => [name, process.env[name] ?? null]));
  const variables: Readonly<Record<string, string | null>> = { ...own, ...stated };
  const hash = createHash('sha256').update(JSON.stringify([options, variables, process.version]));
  const inputs = readdirSync(root).filter((name) => !unread.has(name));
  for (const path of [...inputs, ...bundles].map((name) => join(root, name))) addContent(hash, path);
  if (variables.DIP_SPECS) addContent(hash, variables.DIP_SPECS);
  return hash.digest('hex').slice(0, 32);
}

function addContent(hash: Hash, path: string): void {
  const files = filesBelow(path);
  // As if it had changed: a folder so large is synthesised again sooner than it is compared.
  if (files.length > mostFiles) hash.update(randomUUID());
  else for (const file of files) hash.update(`\n${file}\n`).update(readFileSync(file));
}

function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

function forgetOld(): void {
  const kept = readdirSync(folder)
    .map((name) => ({ path: join(folder, name), used: statSync(join(folder, name)).mtimeMs }))
    .sort((one, other) => other.used - one.used);
  for (const { path, used } of kept.slice(keptAlways)) {
    if (Date.now() - used > keptFor) rmSync(path, { recursive: true, force: true });
  }
}

async function main([environment]: readonly string[]) {
  try {
    console.log(await keptAssembly(environment ? { environment, validateTemplates: false, commandLine: false } : {}));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

if (require.main === module) main(process.argv.slice(2));
