import { expireItems } from '../services/dynamodb/expire-items';
import { expireObjects } from '../services/s3/lifecycle';
import { drain } from './drain';
import type { Engines } from './engines';

/** What ran because its time had come. */
export interface FellDue {
  readonly deliveredRecords: number;
  readonly schedules: readonly string[];
  readonly expiredItems: number;
  readonly expiredObjects: number;
}

/** Runs what fell due between two moments: buffers, trails, schedules, times to live, lifecycle rules, hidden messages. */
export async function fallDue(engines: Engines, from: Date, to: Date): Promise<FellDue> {
  const { buckets, dynamo, schedules, streams, tables, trails } = engines;
  const delivered = await Promise.all([...streams.values()].map((stream) => stream.flushIfDue().catch(() => 0)));
  trails.flush();
  const ran = await schedules.runDue(from, to);
  const items = await Promise.all([...tables.values()].map((table) => expireItems(dynamo, table, to)));
  const objects = buckets.all().map((bucket) => expireObjects(bucket.objects, bucket.lifecycle, to));
  await drain(engines);
  return { deliveredRecords: sum(delivered), schedules: ran, expiredItems: sum(items), expiredObjects: sum(objects) };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
