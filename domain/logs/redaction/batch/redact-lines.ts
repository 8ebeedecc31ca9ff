import { monitoringPartition, unreadablePartition } from '../../records/log-partition';
import { type RedactedLine, readAndRedact } from '../redact-line';
import { inPlaceOf, type Means, type Outcome, stored } from './outcome';
import type { StreamRecord } from './stream-record';

const PARTITION_KEY = /^[a-z0-9-]{1,128}$/;

/** A record of access lines, or of any lines of JSON. */
export function redactLines(record: StreamRecord, text: string, means: Means): Outcome {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) return inPlaceOf(record, 'not_json');
  const { linked, keptAddress } = means;
  const arrivedAt = record.approximateArrivalTimestamp;
  const redacted = lines.map((line) => readAndRedact(line, { arrivedAt, linked, keptAddress }));
  const read = redacted.filter((line) => line.outcome === 'redacted');
  return stored(
    redacted.map(({ line }) => line),
    {
      api: partitionOf(redacted),
      reasons: redacted.flatMap((one) => (one.outcome === 'tombstone' ? [one.reason] : [])),
      traffic: { requests: read.length, faults: read.filter(({ fault }) => fault).length },
    },
  );
}

/** A record is partitioned as a whole, so lines of several APIs, which API Gateway never puts in one, belong to none. */
function partitionOf(lines: readonly RedactedLine[]): string {
  if (lines.every((line) => line.outcome === 'redacted' && line.probe)) return monitoringPartition;
  const apis = new Set(lines.map((line) => (line.outcome === 'redacted' ? line.api : undefined)));
  const [api] = apis;
  return apis.size === 1 && typeof api === 'string' && PARTITION_KEY.test(api) ? api : unreadablePartition;
}
