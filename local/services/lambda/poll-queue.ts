import * as z from 'zod';
import type { Caller } from '../../cloud/iam/caller';
import type { InvocationOutcome } from '../../cloud/lambda/lambda-function';
import { md5, type Queue, type QueueMessage } from '../sqs/queue';
import type { Queues } from '../sqs/queues';

export interface QueueMapping {
  readonly queue: Queue;
  readonly batchSize: number;
  /** `ReportBatchItemFailures`: the function names the messages it could not take. */
  readonly reportsFailures: boolean;
  readonly region: string;
  /** The function's own role, in whose name the queue is read. */
  readonly caller: Caller;
  /** Whether that role may use the queue's key. */
  opensMessages(): boolean;
  invoke(event: unknown): Promise<InvocationOutcome>;
}

const partialFailure = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/** An `AWS::Lambda::EventSourceMapping` of a queue: invokes as messages arrive, deletes what was taken. */
export function pollQueue(queues: Queues, mapping: QueueMapping): void {
  let running: Promise<void> | undefined;
  const takeAll = async () => {
    while (await takeBatch(queues, mapping));
  };
  mapping.queue.drain = () => {
    running ??= takeAll().finally(() => {
      running = undefined;
    });
    return running;
  };
}

/** Whether there was anything to take. */
async function takeBatch(queues: Queues, mapping: QueueMapping): Promise<boolean> {
  const { queue, batchSize, caller } = mapping;
  for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']) {
    if (!caller.allows(`sqs:${action}`, queue.settings.arn)) return false;
  }
  if (queue.counts().visible > 0 && !mapping.opensMessages()) return false;
  const messages = queues.receive(queue, batchSize);
  if (messages.length === 0) return false;
  const outcome = await mapping.invoke({ Records: messages.map((message) => record(message, mapping)) });
  const failed = failedIn(outcome, mapping.reportsFailures);
  for (const { id, receipt } of messages) if (!failed(id)) queue.delete(receipt);
  return true;
}

function failedIn(outcome: InvocationOutcome, reportsFailures: boolean): (messageId: string) => boolean {
  if (outcome.outcome !== 'answered') return () => true;
  const named = reportsFailures ? partialFailure.safeParse(outcome.payload).data : undefined;
  const ids = new Set(named?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return (id) => ids.has(id);
}

const record = ({ id, receipt, body, receives, sentAt }: QueueMessage, { queue, region }: QueueMapping) => ({
  messageId: id,
  receiptHandle: receipt,
  body,
  attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) },
  messageAttributes: {},
  md5OfBody: md5(body),
  eventSource: 'aws:sqs',
  eventSourceARN: queue.settings.arn,
  awsRegion: region,
});
