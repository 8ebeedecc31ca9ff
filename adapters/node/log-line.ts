import { redactLine } from '../../domain/logs/redaction/redact-line';

/**
 * One structured line of the platform's own for CloudWatch, which keeps what it is given: so it goes through the redactor
 * here, before anything stores it. Nothing else of a function writes to the console.
 */
export const logLine = (level: 'error' | 'info', line: Readonly<Record<string, unknown>>): void =>
  console[level](redactLine(JSON.stringify({ level, ...line })));
