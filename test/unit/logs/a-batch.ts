import { createHmac } from 'node:crypto';
import type { FirehoseTransformationEvent, FirehoseTransformationEventRecord } from 'aws-lambda';
import { inflate } from '../../../adapters/node/inflate';
import { keyedHash } from '../../../adapters/node/keyed-hash';
import { type BatchNeeds, makeRedactBatch } from '../../../domain/logs/redaction/batch/redact-batch';
import { makeLinkedRedactions } from '../../../domain/logs/redaction/engine/linked-redactions';

export const ARRIVED = 1763600000000;

export const record = (
  recordId: string,
  data: string | Buffer,
  approximateArrivalTimestamp = ARRIVED,
): FirehoseTransformationEventRecord => ({
  recordId,
  approximateArrivalTimestamp,
  data: Buffer.from(data).toString('base64'),
});

export const event = (...records: FirehoseTransformationEventRecord[]): FirehoseTransformationEvent => ({
  invocationId: 'i',
  deliveryStreamArn: 'arn:aws:firehose:eu-west-2:111122223333:deliverystream/amazon-apigateway-x',
  region: 'eu-west-2',
  records,
});

/** Needs that hear nothing, have every day's key and are in no hurry. */
export const silent: BatchNeeds = {
  linkedRedactionOf: makeLinkedRedactions({
    dayKeys: { keyOf: async (day) => createHmac('sha256', 'secret').update(day).digest() },
    keyedHash,
  }),
  inflate,
  clientAddress: 'pseudonym',
  onTombstones: () => undefined,
  onTraffic: () => undefined,
  onUnlinkable: () => undefined,
};
export const inTime = { getRemainingTimeInMillis: () => 60_000 };

/** Redacts a batch of these records, and answers what was answered and told. */
export async function transformWith(
  over: Partial<BatchNeeds> & { readonly context?: typeof inTime },
  ...records: FirehoseTransformationEventRecord[]
) {
  const counts: Record<string, number> = {};
  const traffic = { requests: 0, faults: 0 };
  let unlinkable = 0;
  const { context = inTime, ...needs } = over;
  const redact = makeRedactBatch({
    ...silent,
    onTombstones: (found) => Object.assign(counts, found),
    onTraffic: (found) => Object.assign(traffic, found),
    onUnlinkable: (found) => {
      unlinkable += found;
    },
    ...needs,
  });
  const answer = await redact(event(...records), context);
  const answered = answer.records.map(({ recordId, result, data, metadata }) => ({
    recordId,
    result,
    text: Buffer.from(data ?? '', 'base64').toString('utf8'),
    api: metadata?.partitionKeys.api,
  }));
  return { answered, counts, traffic, unlinkable };
}

export const transform = (...records: FirehoseTransformationEventRecord[]) => transformWith({}, ...records);
