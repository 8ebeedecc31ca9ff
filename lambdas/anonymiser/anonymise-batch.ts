import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { z } from 'zod';
import type { AnonymisedObject } from '../../domain/logs/anonymisation/anonymise-object';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html: here, unlike in S3's own notifications, keys are not encoded.
const delivered = z.object({
  source: z.literal('aws.s3'),
  detail: z.object({ object: z.object({ key: z.string().min(1) }) }),
});

interface Needs {
  readonly anonymiseObject: (key: string) => Promise<AnonymisedObject>;
  readonly onAnonymised: (object: AnonymisedObject) => void;
  readonly onFailed: (error: unknown) => void;
}

/** Answers a batch of the queue: the messages whose objects could not be anonymised come again, and no other. */
export const makeAnonymiseBatch =
  ({ anonymiseObject, onAnonymised, onFailed }: Needs) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    // One after the other: an object may be large, and the function's memory is not.
    for (const { messageId, body } of Records) {
      try {
        onAnonymised(await anonymiseObject(delivered.parse(JSON.parse(body)).detail.object.key));
      } catch (error) {
        onFailed(error);
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
