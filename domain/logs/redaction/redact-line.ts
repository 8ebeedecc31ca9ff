import { isAbsent, isAccessLine, readAccessLine, splitAccessLine, tidied } from '../records/access-log';
import { isProbe } from '../records/log-partition';
import { type TombstoneReason, tombstone } from '../records/tombstone';
import { isFault } from '../records/traffic';
import { classOnlyRedaction } from './engine/redactor';
import type { Mark, Redaction, RewrittenJson } from './redaction';

type LogObject = Record<string, unknown>;

/** A redacted record, or what stands in its place and why. */
export type RedactedLine =
  | {
      readonly outcome: 'redacted';
      readonly line: string;
      readonly api: unknown;
      /** The front door itself failed the request. */
      readonly fault: boolean;
      /** The platform's own probe. */
      readonly probe: boolean;
    }
  | { readonly outcome: 'tombstone'; readonly line: string; readonly reason: TombstoneReason };

export type KeptAddress = (address: string, mark: Mark) => string;

/** How a line is redacted, beyond what its fields say. */
export interface LineReading {
  /** Milliseconds since 1970. */
  readonly arrivedAt?: number | undefined;
  /** Whose marks link equal values. @default marks say the class only, as they always do for an anonymous API */
  readonly linked?: Redaction | undefined;
  /** What is kept of the address that a call came from. @default its mark */
  readonly keptAddress?: KeptAddress | undefined;
}

/** API Gateway cuts an access log at 1 MB, a Firehose record ends there too. Bytes. */
export const LONGEST_RECORD = 1_048_576;

/**
 * One line of a log, redacted; never throws. A line that cannot be read or redacted becomes a tombstone, as a record
 * that passes as it came would be a leak and one that vanishes would be a loss.
 */
export function readAndRedact(line: string, reading: LineReading = {}): RedactedLine {
  const dead = (reason: TombstoneReason): RedactedLine => {
    const about = { bytes: Buffer.byteLength(line), arrivedAt: reading.arrivedAt };
    return { outcome: 'tombstone', reason, line: JSON.stringify(tombstone(reason, about)) };
  };
  if (line.length > LONGEST_RECORD) return dead('too_large');
  const rewritten = rewrite(line, reading);
  if (rewritten) {
    const { text, noted } = rewritten;
    return { outcome: 'redacted', line: text, api: noted.api, fault: isFault(noted), probe: isProbe(noted) };
  }
  const record = read(line);
  if (record === undefined) return dead('not_json');
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return dead('not_an_object');
  const { api } = record as LogObject;
  try {
    const told = { fault: isFault(record as LogObject), probe: isProbe(record) };
    const redacted = redactRead(record as LogObject, isAccessLine(line), reading);
    return { outcome: 'redacted', line: JSON.stringify(redacted), api, ...told };
  } catch {
    return dead('redaction_failed');
  }
}

export const redactLine = (line: string): string => readAndRedact(line).line;

/** The whole line in one pass, where that can be done; which marks are right is known only when it has been read. */
function rewrite(line: string, reading: LineReading): RewrittenJson | undefined {
  const { linked = classOnlyRedaction, keptAddress } = reading;
  try {
    if (isAccessLine(line)) return keptAddress === undefined ? rewriteAccessLine(line, linked) : undefined;
    const rewritten = linked.json(line);
    return rewritten?.noted.anonymous === true && linked !== classOnlyRedaction
      ? classOnlyRedaction.json(line)
      : rewritten;
  } catch {
    return undefined;
  }
}

/**
 * An access line redacted in one pass over its text, with a mark in place of the client's address; nothing where it has
 * to be parsed, as that of an anonymous API, of which whole fields go.
 */
function rewriteAccessLine(line: string, redaction: Redaction): RewrittenJson | undefined {
  const { head, userAgent } = splitAccessLine(line);
  const rewritten = redaction.json(head);
  if (rewritten?.noted.anonymous !== false) return undefined;
  const { errorType, ...noted } = rewritten.noted;
  const agent = isAbsent(userAgent) ? '' : `,"userAgent":${JSON.stringify(redaction.repeated(userAgent, 0))}`;
  return {
    text: `${tidied(rewritten.text).slice(0, -1)}${agent}}`,
    noted: { ...(isAbsent(errorType) ? noted : rewritten.noted), userAgent },
  };
}

function redactRead(record: LogObject, isAccess: boolean, { linked, keptAddress }: LineReading) {
  const redaction = record.anonymous === true ? classOnlyRedaction : (linked ?? classOnlyRedaction);
  const { ip } = record;
  const redacted = redaction.value(record, 0) as LogObject;
  if (isAccess && typeof ip === 'string') redacted.ip = keptAddress?.(ip, redaction.mark) ?? redaction.mark('ip', ip);
  return redacted;
}

function read(line: string): unknown {
  try {
    return isAccessLine(line) ? readAccessLine(line) : JSON.parse(line);
  } catch {
    return undefined;
  }
}
