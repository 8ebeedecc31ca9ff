import { expireItems } from './dynamodb/expire-items';
import { expireObjects } from './s3/lifecycle';
import type { Services } from './services';

/** What ran because its time had come. */
export interface FellDue {
  readonly deliveredRecords: number;
  readonly schedules: readonly string[];
  readonly expiredItems: number;
  readonly expiredObjects: number;
}

type Buffering = Pick<Services, 'cloudtrail' | 'events' | 'firehose' | 'sqs'>;

/** Runs what fell due between two moments: buffers, trails, schedules, times to live, lifecycle rules, hidden messages. */
export async function fallDue(
  services: Buffering & Pick<Services, 'dynamodb' | 's3'>,
  from: Date,
  to: Date,
): Promise<FellDue> {
  const { cloudtrail, dynamodb, events, firehose, s3 } = services;
  const delivered = [...firehose.streams.values()].map((stream) => stream.flushIfDue().catch(() => 0));
  const deliveredRecords = await sum(delivered);
  cloudtrail.trails.flush();
  const schedules = await events.schedules.runDue(from, to);
  const expiredItems = await sum([...dynamodb.tables.values()].map((table) => expireItems(dynamodb.engine, table, to)));
  const expiredObjects = await sum(
    s3.buckets.all().map((bucket) => expireObjects(bucket.objects, bucket.lifecycle, to)),
  );
  await drain(services);
  return { deliveredRecords, schedules, expiredItems, expiredObjects };
}

/** Delivers what is buffered, and answers how many records reached their bucket. */
export async function flush(services: Buffering): Promise<number> {
  const delivered = await sum([...services.firehose.streams.values()].map((stream) => stream.flush()));
  await drain(services);
  services.cloudtrail.trails.flush();
  return delivered;
}

/** Settles once events have reached their targets and functions have taken what their queues can give out now. */
async function drain({ events, sqs }: Buffering): Promise<void> {
  await events.bus.settled();
  await Promise.all(sqs.queues.all().map((queue) => queue.drain()));
}

const sum = async (counts: readonly (number | Promise<number>)[]): Promise<number> =>
  (await Promise.all(counts)).reduce((total, count) => total + count, 0);
