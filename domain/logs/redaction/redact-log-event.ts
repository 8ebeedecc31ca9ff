import * as z from 'zod';
import { type TombstoneReason, tombstone } from '../records/tombstone';
import { classOnlyRedaction } from './engine/redactor';
import { LONGEST_RECORD } from './redact-line';
import type { Redaction } from './redaction';

const logEvent = z.object({ id: z.string().regex(/^\d{1,80}$/), timestamp: z.number().int(), message: z.string() });

export interface EventReading {
  readonly logGroup: string;
  /** Milliseconds since 1970. */
  readonly arrivedAt?: number | undefined;
  /** Whose marks link equal values. @default marks say the class only */
  readonly redaction?: Redaction | undefined;
}

/** An event as it is stored, or what stands in its place and why. */
export interface RedactedEvent {
  readonly line: string;
  readonly reason?: TombstoneReason;
}

/**
 * One event of a producer's own log, redacted; never throws. A message that is JSON is stored as JSON, any other as
 * text. AWS numbers its events, so an event without a number or a time is none and becomes a tombstone.
 */
export function redactLogEvent(event: unknown, reading: EventReading): RedactedEvent {
  const { data } = logEvent.safeParse(event);
  if (!data) return eventTombstone(event, 'not_a_log_message', reading);
  if (data.message.length > LONGEST_RECORD) return eventTombstone(event, 'too_large', reading);
  const { redaction = classOnlyRedaction } = reading;
  try {
    const { id, timestamp } = data;
    const logGroup = redaction.text(reading.logGroup, 0);
    return { line: JSON.stringify({ record: 'function', id, timestamp, logGroup, message: safe(data.message) }) };
  } catch {
    return eventTombstone(event, 'redaction_failed', reading);
  }

  function safe(message: string): unknown {
    const value = jsonIn(message);
    return value === undefined ? redaction.text(message, 0) : redaction.value(value, 0);
  }
}

/** What stands in an event's place: its number where it has one, and how large its message was. */
export function eventTombstone(event: unknown, reason: TombstoneReason, { arrivedAt }: EventReading): RedactedEvent {
  const { data } = logEvent.safeParse(event);
  const bytes = Buffer.byteLength(data?.message ?? JSON.stringify(event) ?? '');
  const stone = tombstone(reason, { bytes, arrivedAt: data?.timestamp ?? arrivedAt });
  return { line: JSON.stringify(data ? { ...stone, id: data.id } : stone), reason };
}

/** An object or an array: a bare number or word that is JSON too is text to whoever wrote it. */
function jsonIn(message: string): unknown {
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
