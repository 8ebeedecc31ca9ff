import { type LogMessage, logSourceOf, readLogMessage } from '../../records/log-message';
import { unreadablePartition } from '../../records/log-partition';
import { eventTombstone, type RedactedEvent, redactLogEvent } from '../redact-log-event';
import { inPlaceOf, type Means, nothingToStore, type Outcome, type StreamRecord, stored } from './stream-record';

/** What a message may swell to: a Firehose record is at most 1,000 KiB, and text of a log shrinks tenfold. Bytes. */
const LARGEST_INFLATED = 16_777_216;

/** RFC 1952, section 2.3.1; no text begins like this. */
export const isCompressed = (data: Buffer): boolean => data[0] === 0x1f && data[1] === 0x8b;

/** A record of CloudWatch Logs: its events redacted each, on a line of its own; a control message leaves nothing. */
export function redactLogMessage(record: StreamRecord, data: Buffer, means: Means): Outcome {
  const inflated = means.inflate(data, LARGEST_INFLATED);
  if (inflated === 'too_large') return inPlaceOf(record, 'too_large');
  const message =
    inflated && readLogMessage(Buffer.from(inflated.buffer, inflated.byteOffset, inflated.byteLength).toString('utf8'));
  if (!message) return inPlaceOf(record, 'not_a_log_message');
  if (message.messageType === 'CONTROL_MESSAGE' || message.logEvents.length === 0) return nothingToStore;
  return redactEvents(message, record.approximateArrivalTimestamp, means);
}

function redactEvents(
  { logGroup, logEvents, subscriptionFilters }: Extract<LogMessage, { messageType: 'DATA_MESSAGE' }>,
  arrivedAt: number,
  { linked, room, isLate }: Means,
): Outcome {
  const source = logSourceOf(subscriptionFilters);
  // Of whom nobody knows whether it calls itself anonymous is treated as if it did.
  const redaction = source && !source.anonymous ? linked : undefined;
  const reading = { logGroup, arrivedAt, redaction };
  let left = room;
  const lines = logEvents.map((event): RedactedEvent => {
    if (isLate()) return spend(eventTombstone(event, 'out_of_time', reading));
    const redacted = redactLogEvent(event, reading);
    return spend(base64Length(redacted.line) > left ? eventTombstone(event, 'too_large', reading) : redacted);
  });
  return stored(
    lines.map(({ line }) => line),
    { api: source?.api ?? unreadablePartition, reasons: lines.flatMap(({ reason }) => reason ?? []) },
  );

  function spend(event: RedactedEvent): RedactedEvent {
    left -= base64Length(event.line);
    return event;
  }
}

const base64Length = (line: string): number => Math.ceil((Buffer.byteLength(line) + 1) / 3) * 4;
