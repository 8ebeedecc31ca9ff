/** Why a record could not be kept; never anything of what it said. */
export type TombstoneReason =
  | 'not_json'
  | 'not_an_object'
  | 'redaction_failed'
  | 'too_large'
  /** The function that redacts was about to be stopped. */
  | 'out_of_time'
  /** Compressed, and neither a message of CloudWatch Logs nor readable as one. */
  | 'not_a_log_message';

/** What stands in a record's place: that it was there, when it arrived, how large it was and why it is gone. */
export interface Tombstone {
  readonly record: 'tombstone';
  readonly reason: TombstoneReason;
  /** Milliseconds since 1970 at which the stream received it; absent where nobody said. */
  readonly time?: number;
  readonly bytes: number;
}

export function tombstone(
  reason: TombstoneReason,
  about: { bytes: number; arrivedAt?: number | undefined },
): Tombstone {
  return {
    record: 'tombstone',
    reason,
    ...(about.arrivedAt === undefined ? {} : { time: about.arrivedAt }),
    bytes: about.bytes,
  };
}
