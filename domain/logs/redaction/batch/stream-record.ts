import { unreadablePartition } from '../../records/log-partition';
import { type TombstoneReason, tombstone } from '../../records/tombstone';
import type { Traffic } from '../../records/traffic';
import type { KeptAddress } from '../redact-line';
import type { Redaction } from '../redaction';

/** A record that a delivery stream hands over to be transformed. */
export interface StreamRecord {
  readonly recordId: string;
  /** Milliseconds since 1970. */
  readonly approximateArrivalTimestamp: number;
  /** Base64. */
  readonly data: string;
}

/** What the stream stores in its place, and under which partition; nothing of it where it is dropped. */
export interface TransformedRecord {
  readonly recordId: string;
  readonly result: 'Ok' | 'Dropped';
  readonly data?: string;
  readonly metadata?: { readonly partitionKeys: { readonly api: string } };
}

/** What became of one Firehose record. */
export interface Outcome {
  /** Base64; nothing where the record held nothing to store. */
  readonly data: string | undefined;
  /** The partition that it is stored under. */
  readonly api: string;
  readonly reasons: readonly TombstoneReason[];
  readonly traffic: Traffic;
}

/** What a gzip holds; `too_large` beyond `most` bytes, and undefined where it is damaged. */
export type Inflate = (zipped: Uint8Array, most: number) => Uint8Array | 'too_large' | undefined;

/** What a record is redacted with, and within. */
export interface Means {
  /** Of the record's day; nothing where its key could not be had. */
  readonly linked: Redaction | undefined;
  readonly keptAddress: KeptAddress | undefined;
  /** What a gzip holds, as its adapter says. */
  readonly inflate: Inflate;
  /** How many characters of base64 the answer still takes. */
  readonly room: number;
  /** The function is about to be stopped. */
  readonly isLate: () => boolean;
}

const none: Traffic = { requests: 0, faults: 0 };

export const stored = (lines: readonly string[], about: Partial<Outcome> = {}): Outcome => ({
  data: Buffer.from(lines.map((line) => `${line}\n`).join('')).toString('base64'),
  api: unreadablePartition,
  reasons: [],
  traffic: none,
  ...about,
});

export const nothingToStore: Outcome = { data: undefined, api: unreadablePartition, reasons: [], traffic: none };

/** The tombstone of a whole record. */
export function inPlaceOf(record: StreamRecord, reason: TombstoneReason): Outcome {
  const bytes = typeof record.data === 'string' ? Buffer.byteLength(record.data, 'base64') : 0;
  const about = { bytes, arrivedAt: record.approximateArrivalTimestamp };
  return stored([JSON.stringify(tombstone(reason, about))], { reasons: [reason] });
}
