import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { progressVariables, readProgress, type ShowStep } from '../../adapters/node/progress';

export interface SynthesisRequest {
  readonly projectFolder: string;
  readonly firstPort: number;
  /** A folder of OpenAPI files to publish beside the platform's own APIs. */
  readonly specifications?: string;
  readonly backend?: string;
  readonly signal: AbortSignal;
  /** Told of each step. */
  readonly show: ShowStep;
}

const outcomes = z.array(
  z.object({
    file: z.string(),
    status: z.enum(['published', 'refused', 'passed over']),
    replaces: z.string().optional(),
    reason: z.string().optional(),
    warnings: z.array(z.string()),
  }),
);
export type FileOutcome = z.infer<typeof outcomes>[number];

export interface Synthesis {
  /** The cloud assembly, which stays as it is: a later start of the same inputs serves it again. */
  readonly assembly: string;
  /** What became of each file of the folder of specifications. */
  readonly files: readonly FileOutcome[];
}

/** Bundles the functions and synthesises the `local` environment, as `cdk synth` would, where anything changed. */
export async function synthesise(request: SynthesisRequest): Promise<Synthesis> {
  const { projectFolder, firstPort, specifications, backend, signal, show } = request;
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/kept-assembly.ts', 'local'], {
    cwd: projectFolder,
    env: {
      ...process.env,
      ...progressVariables,
      DIP_PORT: String(firstPort),
      ...(specifications && { DIP_SPECS: specifications }),
      ...(backend && { DIP_BACKEND: backend }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let faults = '';
  const told = readProgress(show, (line) => {
    faults += line;
  });
  child.stderr.setEncoding('utf8').on('data', told);
  const output = text(child.stdout);
  const [code] = await once(child, 'close');
  told('\n');
  const printed = await output;
  if (code !== 0) throw new Error(`The local environment could not be synthesised:\n${faults.trim()}`);
  const assembly = printed.trim();
  const file = join(assembly, 'specs.json');
  return { assembly, files: existsSync(file) ? outcomes.parse(JSON.parse(readFileSync(file, 'utf8'))) : [] };
}
