import type {
  FirehoseTransformationEvent,
  FirehoseTransformationEventRecord,
  FirehoseTransformationResult,
  FirehoseTransformationResultRecord,
} from 'aws-lambda';
import { type RedactedLine, readAndRedact } from '../../domain/logs/redact-line';
import { type TombstoneReason, tombstone } from '../../domain/logs/tombstone';
import type { Traffic } from '../../domain/logs/traffic';

/** Where tombstones and records of no nameable API are put. */
const UNREADABLE = '_unreadable';
const PARTITION_KEY = /^[a-z0-9-]{1,128}$/;
/**
 * Lambda answers at most 6 MB (6,291,456 bytes) with base64 and JSON around the data. With Firehose's buffer at 1 MB a
 * batch stays far below; what a hostile batch could still swell to becomes tombstones beyond this. Bytes of base64.
 */
const LARGEST_ANSWER = 5_500_000;

interface Needs {
  /** Is told how many records of a batch became tombstones, by reason, when any did. */
  readonly onTombstones: (counts: Readonly<Partial<Record<TombstoneReason, number>>>) => void;
  /** Is told what a batch says of the front door, when it holds a record that could be read. */
  readonly onTraffic: (traffic: Traffic) => void;
}

/**
 * Answers a Firehose transformation: every record `Ok`, redacted or a tombstone. Never `ProcessingFailed` and never an
 * error, as Firehose would store the raw record under its error prefix; never `Dropped`, as the loss would be silent.
 */
export const makeRedactBatch =
  ({ onTombstones, onTraffic }: Needs) =>
  async (event: FirehoseTransformationEvent): Promise<FirehoseTransformationResult> => {
    const counts: Partial<Record<TombstoneReason, number>> = {};
    const traffic = { requests: 0, faults: 0 };
    let answered = 0;
    const records = (event?.records ?? []).map((record): FirehoseTransformationResultRecord => {
      let outcome = redactRecordData(record);
      if (answered + outcome.data.length > LARGEST_ANSWER) outcome = inPlaceOf(record, 'too_large');
      answered += outcome.data.length;
      for (const reason of outcome.reasons) counts[reason] = (counts[reason] ?? 0) + 1;
      traffic.requests += outcome.traffic.requests;
      traffic.faults += outcome.traffic.faults;
      return {
        recordId: record.recordId,
        result: 'Ok',
        data: outcome.data,
        metadata: { partitionKeys: { api: outcome.api } },
      };
    });
    if (Object.keys(counts).length > 0) onTombstones(counts);
    if (traffic.requests > 0) onTraffic(traffic);
    return { records };
  };

interface Outcome {
  readonly data: string;
  readonly api: string;
  readonly reasons: readonly TombstoneReason[];
  readonly traffic: Traffic;
}

function redactRecordData(record: FirehoseTransformationEventRecord): Outcome {
  try {
    const text = Buffer.from(record.data, 'base64').toString('utf8');
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length === 0) return inPlaceOf(record, 'not_json');
    const redacted = lines.map((line) => readAndRedact(line, record.approximateArrivalTimestamp));
    return {
      data: encoded(redacted.map(({ line }) => line)),
      api: partitionOf(redacted),
      reasons: redacted.flatMap((one) => (one.outcome === 'tombstone' ? [one.reason] : [])),
      traffic: trafficIn(redacted),
    };
  } catch {
    return inPlaceOf(record, 'redaction_failed');
  }
}

/** A record is partitioned as a whole, so lines of several APIs, which API Gateway never puts in one, belong to none. */
function partitionOf(lines: readonly RedactedLine[]): string {
  const apis = new Set(lines.map((line) => (line.outcome === 'redacted' ? line.api : undefined)));
  const [api] = apis;
  return apis.size === 1 && typeof api === 'string' && PARTITION_KEY.test(api) ? api : UNREADABLE;
}

const trafficIn = (lines: readonly RedactedLine[]): Traffic => {
  const read = lines.filter((line) => line.outcome === 'redacted');
  return { requests: read.length, faults: read.filter(({ fault }) => fault).length };
};

function inPlaceOf(record: FirehoseTransformationEventRecord, reason: TombstoneReason): Outcome {
  const bytes = typeof record.data === 'string' ? Buffer.byteLength(record.data, 'base64') : 0;
  const about = { bytes, arrivedAt: record.approximateArrivalTimestamp };
  return {
    data: encoded([JSON.stringify(tombstone(reason, about))]),
    api: UNREADABLE,
    reasons: [reason],
    traffic: none,
  };
}

const none: Traffic = { requests: 0, faults: 0 };

const encoded = (lines: readonly string[]): string =>
  Buffer.from(lines.map((line) => `${line}\n`).join('')).toString('base64');
