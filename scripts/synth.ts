/**
 * `npm run synth -- ENV`: the cloud assembly of one environment, without an AWS account. Without ENV, or with
 * `pipeline`, of all of them and of the pipeline, which carries that one assembly along.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { progress, progressVariables, readProgress } from '../adapters/node/progress';
import { context } from '../cdk.json';
import { environments } from '../lib/config/environments';
import { bundle } from './bundle';
import { cdk, contextArguments } from './command-line';

const root = join(__dirname, '..');

export interface SynthesisOptions {
  /** @default all of them, in one assembly */
  readonly environment?: string;
  /** Where the assembly goes; what is there is replaced. @default cdk.out/<environment> */
  readonly outdir?: string;
  /** `DIP_PORT`, `DIP_SPECS` and `DIP_BACKEND`, for `local`; `DIP_AUDIT`, which records findings. @default as the process has them */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * CDK's own template validation, most of whose time is spent on starting it. A deployment always runs it, and so do
   * the tests; only `npm start` leaves it out. cdk-nag runs in either case. @default true
   */
  readonly validateTemplates?: boolean;
  /** Context beside what cdk.json holds; overrules it. @default none */
  readonly context?: Readonly<Record<string, string>>;
  /**
   * Whether the CDK's command line synthesises, which adds metadata of its own to every stack: what is deployed, and
   * what is judged, is what it makes. Only `npm start` and emulators, which deploy to this machine, go round it.
   * @default true
   */
  readonly commandLine?: boolean;
}

/** Bundles and synthesises in a process of its own. Answers where the assembly is; rejects where there is none. */
export async function synthesise(options: SynthesisOptions): Promise<string> {
  const { environment, variables = {}, validateTemplates = true, commandLine = true } = options;
  const { outdir = join(root, 'cdk.out', environment ?? 'all') } = options;
  const show = progress(process.env, process.stderr);
  await bundle();
  rmSync(outdir, { recursive: true, force: true });
  const given = { ...options.context, ...(environment && { environment }) };
  const { command, args, env } = commandLine ? byCommandLine(outdir, given) : directly(outdir, given);
  const synthesis = spawn(command, args, {
    cwd: root,
    env: {
      ...process.env,
      ...variables,
      ...env,
      ...progressVariables,
      ...(!validateTemplates && { CDK_VALIDATION: 'false' }),
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const told = readProgress(show, (text) => process.stderr.write(withoutCdk(text)));
  synthesis.stderr.setEncoding('utf8').on('data', told);
  const code = await new Promise((resolve) => synthesis.on('close', resolve));
  told('\n');
  show(undefined);
  if (code !== 0) throw new Error(`${environment ?? 'The app'} could not be synthesised`);
  return outdir;
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const byCommandLine = (outdir: string, given: Readonly<Record<string, string>>): Command => ({
  command: cdk,
  args: ['synth', '--quiet', '--output', outdir, ...contextArguments(given)],
  env: {},
});

const directly = (outdir: string, given: Readonly<Record<string, string>>): Command => ({
  command: process.execPath,
  args: ['--import', 'tsx', join('bin', 'platform.ts')],
  env: { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...given }) },
});

/** What the CDK says of each asset that a function gives it, and advice for who runs its own command. */
export const withoutCdk = (line: string) =>
  line.replace(/^((Bundling asset|Successfully synthesized to|Supply a stack id) .*)?\n$/, '');

async function main([name = 'pipeline']: readonly string[]) {
  const names = [...environments().map((environment) => environment.name), 'pipeline'];
  if (!names.includes(name)) {
    console.error(`There is no environment "${name}"; there are ${names.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const environment = name === 'pipeline' ? {} : { environment: name };
  try {
    progress(process.env, process.stderr)('Bundling the functions');
    console.log(`Synthesised ${environment.environment ?? 'everything'} to ${await synthesise(environment)}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

if (require.main === module) main(process.argv.slice(2));
