import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../domain/failure';

const root = join(__dirname, '..');

/**
 * Runs a script of the platform's repository in a process of its own, with the options as its argument: it needs what
 * the package does not hold, such as the clients of AWS. Answers the exit code.
 * @throws Failure `invalid_configuration` where the package stands alone; `what` begins its message.
 */
export async function runInClone(script: string, options: object, what: string): Promise<number> {
  const file = join(root, 'scripts', script);
  if (!existsSync(file)) throw new Failure('invalid_configuration', `${what} needs a clone of the platform`);
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(options)], { stdio: 'inherit' });
  // A terminal tells both, anything else this process alone.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}
