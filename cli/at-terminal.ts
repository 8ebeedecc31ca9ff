import { createInterface } from 'node:readline/promises';
import type { Ask } from './new/ask-publisher';

/** Runs a command that may ask the person at the terminal; where there is none, as in a pipe, nobody is asked. */
export async function atTerminal(command: (ask: Ask | undefined) => Promise<void>): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return command(undefined);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    await command(async (question) => (await terminal.question(`${question}: `)).trim());
  } finally {
    terminal.close();
  }
}
