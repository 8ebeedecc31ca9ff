import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { type AnonymisedHour, hourOf } from '../../domain/logs/anonymisation/anonymise-hour';

// Here, unlike in S3's own notifications, keys are not encoded:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
const delivered = z.object({
  source: z.literal('aws.s3'),
  detail: z.object({ object: z.object({ key: z.string().min(1) }) }),
});

interface Needs {
  /** Of an hour of an API, the one before it that has objects. */
  readonly hourBefore: (hour: string) => Promise<string | undefined>;
  readonly anonymiseHour: (hour: string) => Promise<AnonymisedHour>;
  readonly onAnonymised: (hour: AnonymisedHour) => void;
  readonly onFailed: (error: unknown) => void;
}

/**
 * Answers a batch of the queue: counts each hour once that objects were delivered of, and the hour before, which is over
 * then. The messages of an hour that could not be counted come again, and no other.
 */
export const makeAnonymiseBatch =
  ({ hourBefore, anonymiseHour, onAnonymised, onFailed }: Needs) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    const counted = new Set<string>();
    const countOnce = async (hour: string) => {
      if (counted.has(hour)) return;
      onAnonymised(await anonymiseHour(hour));
      counted.add(hour);
    };
    // One after the other: an hour may be large, and the function's memory is not.
    for (const [key, messageIds] of byHour(Records)) {
      try {
        const hour = hourIn(key);
        await countOnce(hour);
        const before = await hourBefore(hour);
        if (before !== undefined) await countOnce(before);
      } catch (error) {
        onFailed(error);
        failed.push(...messageIds);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };

/** Message ids by hour; a message that names none stands alone, by its own id. */
function byHour(records: readonly SQSRecord[]): ReadonlyMap<string, readonly string[]> {
  const hours = new Map<string, string[]>();
  for (const { messageId, body } of records) {
    const hour = hourNamed(body) ?? messageId;
    hours.set(hour, [...(hours.get(hour) ?? []), messageId]);
  }
  return hours;
}

function hourNamed(body: string): string | undefined {
  try {
    return hourOf(delivered.parse(JSON.parse(body)).detail.object.key);
  } catch {
    return undefined;
  }
}

function hourIn(key: string): string {
  const hour = hourOf(key);
  if (hour === undefined) throw new Error('The message names no object of a log');
  return hour;
}
