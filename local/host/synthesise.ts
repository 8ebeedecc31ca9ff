import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

export interface SynthesisRequest {
  readonly projectFolder: string;
  /** Where the cloud assembly goes; what is there is replaced. */
  readonly outputFolder: string;
  readonly firstPort: number;
  /** A folder of OpenAPI files to publish beside the platform's own APIs. */
  readonly specifications?: string;
  readonly backend?: string;
  readonly signal: AbortSignal;
}

const outcomes = z.array(
  z.object({
    file: z.string(),
    status: z.enum(['published', 'refused']),
    replaces: z.string().optional(),
    reason: z.string().optional(),
  }),
);
export type FileOutcome = z.infer<typeof outcomes>[number];

/** Bundles the functions and synthesises the `local` environment, as `cdk synth` would; answers what became of each file. */
export async function synthesise(request: SynthesisRequest): Promise<readonly FileOutcome[]> {
  const { projectFolder, outputFolder, firstPort, specifications, backend, signal } = request;
  const run = (file: string, env: NodeJS.ProcessEnv = {}) => runTypeScript(projectFolder, file, env, signal);
  await run('scripts/bundle.ts');
  rmSync(outputFolder, { recursive: true, force: true });
  const { context } = JSON.parse(readFileSync(join(projectFolder, 'cdk.json'), 'utf8'));
  await run('bin/platform.ts', {
    CDK_OUTDIR: outputFolder,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, environment: 'local' }),
    DIP_PORT: String(firstPort),
    ...(specifications && { DIP_SPECS: specifications }),
    ...(backend && { DIP_BACKEND: backend }),
  });
  const file = join(outputFolder, 'specs.json');
  return existsSync(file) ? outcomes.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

async function runTypeScript(cwd: string, file: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, 'exit');
  if (code === 0) return;
  throw new Error(`${file} failed:\n${(await output).join('').trim()}`);
}
