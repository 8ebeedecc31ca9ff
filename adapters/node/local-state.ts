import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the platform of this machine keeps its state: `DIP_STATE`, or `.local` in the project's folder. */
export const statePath = (projectFolder: string, { DIP_STATE = '.local' }: NodeJS.ProcessEnv): string =>
  resolve(projectFolder, DIP_STATE);

/** Below the state folder; readable by this user only. */
const fileOf = (folder: string): string => join(folder, 'control-token');

/**
 * Makes the secret of one start, in place of an earlier one: who can read it may move the clock, inject faults, and call
 * the AWS endpoint as `local-admin`, whose secret access key it is.
 */
export function makeControlToken(folder: string): string {
  const token = randomBytes(32).toString('hex');
  // A new file, as an old one may be open to others.
  rmSync(fileOf(folder), { force: true });
  writeFileSync(fileOf(folder), token, { mode: 0o600, flag: 'wx' });
  return token;
}

/** The token of the platform whose state that folder holds; undefined where none was ever started there. */
export const readControlToken = (folder: string): string | undefined =>
  existsSync(fileOf(folder)) ? readFileSync(fileOf(folder), 'utf8').trim() : undefined;
