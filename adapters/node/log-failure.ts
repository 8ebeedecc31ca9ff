import { logLine } from './log-line';

/**
 * One structured line for whoever runs the platform. Of an error only its name and where it was thrown: a message can
 * quote what a caller sent.
 */
export function logFailure(message: string, error: unknown, fields: Readonly<Record<string, string>> = {}): void {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: '' };
  const at = stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 5)
    .map((line) => line.trim());
  logLine('error', { message, error: name, at, ...fields });
}
