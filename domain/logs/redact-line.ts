import { isAccessLine, readAccessLine } from './access-log';
import { redactJson, redactOwnRecord } from './redact-record';
import type { RewrittenJson } from './redaction/redaction';
import { type TombstoneReason, tombstone } from './tombstone';
import { isFault } from './traffic';

type LogObject = Record<string, unknown>;

/** A redacted record, or what stands in its place and why. */
export type RedactedLine =
  | {
      readonly outcome: 'redacted';
      readonly line: string;
      readonly api: unknown;
      /** The front door itself failed the request. */
      readonly fault: boolean;
    }
  | { readonly outcome: 'tombstone'; readonly line: string; readonly reason: TombstoneReason };

/** API Gateway cuts an access log at 1 MB, a Firehose record ends there too. Bytes. */
const LONGEST = 1_048_576;

/**
 * One line of a log, redacted; never throws. A line that cannot be read or redacted becomes a tombstone, as a record
 * that passes as it came would be a leak and one that vanishes would be a loss. `arrivedAt` in ms since 1970.
 */
export function readAndRedact(line: string, arrivedAt?: number): RedactedLine {
  const dead = (reason: TombstoneReason): RedactedLine => {
    const about = { bytes: Buffer.byteLength(line), ...(arrivedAt === undefined ? {} : { arrivedAt }) };
    return { outcome: 'tombstone', reason, line: JSON.stringify(tombstone(reason, about)) };
  };
  if (line.length > LONGEST) return dead('too_large');
  const rewritten = rewrite(line);
  if (rewritten) {
    const { text, noted } = rewritten;
    return { outcome: 'redacted', line: text, api: noted.api, fault: isFault(noted) };
  }
  const record = read(line);
  if (record === undefined) return dead('not_json');
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return dead('not_an_object');
  const { api } = record as LogObject;
  try {
    const fault = isFault(record as LogObject);
    return { outcome: 'redacted', line: JSON.stringify(redactOwnRecord(record)), api, fault };
  } catch {
    return dead('redaction_failed');
  }
}

export const redactLine = (line: string): string => readAndRedact(line).line;

function rewrite(line: string): RewrittenJson | undefined {
  try {
    return isAccessLine(line) ? undefined : redactJson(line);
  } catch {
    return undefined;
  }
}

function read(line: string): unknown {
  try {
    return isAccessLine(line) ? readAccessLine(line) : JSON.parse(line);
  } catch {
    return undefined;
  }
}
