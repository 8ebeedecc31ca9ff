import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Page } from 'playwright-core';

/** What a page tells its reader to run, as it is shown. */
export const printedCommands = (page: Page): Promise<string[]> => page.locator('main pre.app-code').allTextContents();

/** An empty folder outside the repository. */
export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'dip-newcomer-'));

/** What is done beside a block that runs, told of all that it has printed so far. */
export type Meanwhile = (printed: string) => Promise<void>;

/**
 * Runs one block in a shell as a newcomer has it, and answers what it prints.
 * @throws Error with all of it where a command fails
 */
export function run(folder: string, block: string, meanwhile: Meanwhile = async () => {}): Promise<string> {
  const path = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  const shell = spawn('bash', ['-e', '-c', block], { cwd: folder, env: { PATH: path, HOME: folder } });
  let printed = '';
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (stream === shell.stdout) meanwhile(printed).catch((error) => shell.emit('error', error));
    });
  }
  return new Promise((resolve, reject) => {
    shell.once('error', (error) => {
      shell.kill();
      reject(error);
    });
    shell.once('close', (code) => (code === 0 ? resolve(printed) : reject(new Error(`${block}\n\n${printed}`))));
  });
}
