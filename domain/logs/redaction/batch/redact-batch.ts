import { monitoringPartition, unreadablePartition } from '../../records/log-partition';
import type { TombstoneReason } from '../../records/tombstone';
import type { Traffic } from '../../records/traffic';
import { type ClientAddressTreatment, keptAddressOf } from '../client-address';
import type { LinkedRedactionOf } from '../engine/linked-redactions';
import { type RedactedLine, readAndRedact } from '../redact-line';
import type { Redaction } from '../redaction';
import { isCompressed, redactLogMessage } from './redact-log-message';
import {
  type Inflate,
  inPlaceOf,
  type Means,
  type Outcome,
  type StreamRecord,
  stored,
  type TransformedRecord,
} from './stream-record';

/**
 * Lambda answers at most 6 MB (6,291,456 bytes). With Firehose's buffer at 1 MB a batch stays far below; what a hostile
 * batch could still swell to becomes tombstones beyond the first mark, and beyond the second there is room for nothing.
 */
const FULL = 5_500_000;
const OVERFULL = 6_200_000;
/** The name, result and partition around a record's data. Bytes. */
const AROUND = 300;
/** Enough to write tombstones for what is left of a batch. Milliseconds. */
const LATE = 8_000;
const PARTITION_KEY = /^[a-z0-9-]{1,128}$/;

export interface BatchNeeds {
  readonly linkedRedactionOf: LinkedRedactionOf;
  readonly inflate: Inflate;
  readonly clientAddress: ClientAddressTreatment;
  /** Is told how many records of a batch became tombstones, by reason, when any did. */
  readonly onTombstones: (counts: Readonly<Partial<Record<TombstoneReason, number>>>) => void;
  /** Is told what a batch says of the front door, when it holds a record that could be read. */
  readonly onTraffic: (traffic: Traffic) => void;
  /** Is told how many records were redacted without a key for their marks, when any were. */
  readonly onUnlinkable: (records: number) => void;
}

/**
 * Answers a Firehose transformation: every record `Ok`, redacted or a tombstone. Never `ProcessingFailed` and never an
 * error, as Firehose would store the raw record under its error prefix; `Dropped` only what holds nothing, as the loss
 * would be silent. The same batch is answered the same twice, so a delivery that is repeated adds nothing new.
 */
export const makeRedactBatch =
  (needs: BatchNeeds) =>
  async (
    event: { readonly records: readonly StreamRecord[] },
    context: { getRemainingTimeInMillis(): number },
  ): Promise<{ records: TransformedRecord[] }> => {
    const given = event?.records ?? [];
    const keptAddress = keptAddressOf(needs.clientAddress);
    const linked = await redactionsByDay(given, needs.linkedRedactionOf);
    const isLate = () => context.getRemainingTimeInMillis() < LATE;
    const outcomes: Outcome[] = [];
    let answered = 0;
    const records = given.map((record): TransformedRecord => {
      const means = {
        linked: linked.get(dayOf(record)),
        inflate: needs.inflate,
        keptAddress,
        room: FULL - answered,
        isLate,
      };
      const outcome = withinRoom(record, means);
      outcomes.push(outcome);
      answered += AROUND + (outcome.data?.length ?? 0);
      const { recordId } = record;
      if (outcome.data === undefined || answered > OVERFULL) return { recordId, result: 'Dropped' };
      return { recordId, result: 'Ok', data: outcome.data, metadata: { partitionKeys: { api: outcome.api } } };
    });
    tell(needs, outcomes, given.filter((record) => !linked.get(dayOf(record))).length);
    return { records };
  };

function withinRoom(record: StreamRecord, means: Means): Outcome {
  if (means.isLate()) return inPlaceOf(record, 'out_of_time');
  const outcome = redacted(record, means);
  return (outcome.data?.length ?? 0) > means.room ? inPlaceOf(record, 'too_large') : outcome;
}

function redacted(record: StreamRecord, means: Means): Outcome {
  try {
    const data = Buffer.from(record.data, 'base64');
    return isCompressed(data)
      ? redactLogMessage(record, data, means)
      : redactLines(record, data.toString('utf8'), means);
  } catch {
    return inPlaceOf(record, 'redaction_failed');
  }
}

/** A record of access lines, or of any lines of JSON. */
function redactLines(record: StreamRecord, text: string, means: Means): Outcome {
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

/**
 * The UTC day on which the stream received a record, which is also the day of its partition: not the day on which it is
 * redacted, so that a record that is redacted again after midnight bears the marks it had.
 */
const dayOf = ({ approximateArrivalTimestamp: time }: StreamRecord): string =>
  time > 0 && time < 8.64e15 ? new Date(time).toISOString().slice(0, 10) : '';

async function redactionsByDay(records: readonly StreamRecord[], of: LinkedRedactionOf) {
  const redactions = new Map<string, Redaction | undefined>();
  for (const day of new Set(records.map(dayOf))) redactions.set(day, day === '' ? undefined : await of(day));
  return redactions;
}

function tell(needs: BatchNeeds, outcomes: readonly Outcome[], unlinkable: number): void {
  const counts: Partial<Record<TombstoneReason, number>> = {};
  const traffic = { requests: 0, faults: 0 };
  for (const outcome of outcomes) {
    for (const reason of outcome.reasons) counts[reason] = (counts[reason] ?? 0) + 1;
    traffic.requests += outcome.traffic.requests;
    traffic.faults += outcome.traffic.faults;
  }
  if (Object.keys(counts).length > 0) needs.onTombstones(counts);
  if (traffic.requests > 0) needs.onTraffic(traffic);
  if (unlinkable > 0) needs.onUnlinkable(unlinkable);
}
