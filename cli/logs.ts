import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../domain/failure';

/** The options of `dip logs`, as they were typed and checked. */
export interface LogsOptions {
  readonly environment: string;
  readonly since: string;
  readonly until?: string;
  readonly api?: string;
  readonly application?: string;
  readonly status?: string;
  readonly request?: string;
  readonly limit?: number;
  /** What producers' functions logged, instead of access records. */
  readonly functions: boolean;
  readonly follow: boolean;
  readonly json: boolean;
  /** ARN of the role to read as; `true` for the environment's reader. @default the user's own credentials */
  readonly role?: string | true;
  readonly mfaSerial?: string;
  readonly mfaCode?: string;
}

const root = join(__dirname, '..');

/**
 * Prints redacted records. In a process of its own, as it needs what the package does not hold: the clients of AWS.
 * Answers the exit code.
 */
export async function logs(options: LogsOptions): Promise<number> {
  const script = join(root, 'scripts', 'logs', 'main.ts');
  if (!existsSync(script)) throw new Failure('invalid_configuration', 'Reading logs needs a clone of the platform');
  const args = ['--import', 'tsx', script, JSON.stringify(options)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  // A terminal tells both, anything else this process alone.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}
