import * as z from 'zod';
import type { AwsService } from '../../cloud/endpoint/aws-service';
import { jsonService, operation } from '../../cloud/endpoint/json-service';
import type { Caller } from '../../cloud/iam/caller';
import { md5, type Queue, type QueueMessage } from './queue';
import type { Queues } from './queues';

export interface SqsNeeds {
  readonly queues: Queues;
  /** What queue URLs start with: the endpoint and the account. */
  readonly urlPrefix: string;
  /** Throws where the caller may use the queue but not its key. */
  authorizeKeyUse(caller: Caller, queue: Queue, actions: readonly ('Decrypt' | 'GenerateDataKey')[]): void;
}

const queueUrl = z.object({ QueueUrl: z.string() });
const message = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.number().default(0),
  MessageAttributes: z.unknown().optional(),
});
const moveTask = z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() });
const entries = <Entry extends z.ZodType>(entry: Entry) => queueUrl.extend({ Entries: z.array(entry) });

/** Amazon SQS, standard queues. */
export function sqs({ queues, urlPrefix, authorizeKeyUse }: SqsNeeds): AwsService {
  const authorized = (url: string, action: string, caller: Caller): Queue => {
    const queue = queues.named(url);
    caller.authorize(`sqs:${action}`, queue.settings.arn);
    if (action === 'SendMessage') authorizeKeyUse(caller, queue, ['GenerateDataKey', 'Decrypt']);
    if (action === 'ReceiveMessage') authorizeKeyUse(caller, queue, ['Decrypt']);
    return queue;
  };
  const send = (queue: Queue, { MessageBody, MessageAttributes, DelaySeconds }: z.infer<typeof message>) => {
    const { id } = queue.send(MessageBody, MessageAttributes, DelaySeconds * 1000);
    return { MessageId: id, MD5OfMessageBody: md5(MessageBody) };
  };

  return jsonService({
    GetQueueUrl: operation(z.object({ QueueName: z.string() }), ({ QueueName }, caller) => {
      authorized(QueueName, 'GetQueueUrl', caller);
      return { QueueUrl: `${urlPrefix}/${QueueName}` };
    }),
    SendMessage: operation(queueUrl.extend(message.shape), (input, caller) =>
      send(authorized(input.QueueUrl, 'SendMessage', caller), input),
    ),
    SendMessageBatch: operation(entries(message.extend({ Id: z.string() })), ({ QueueUrl, Entries }, caller) => {
      const queue = authorized(QueueUrl, 'SendMessage', caller);
      return { Successful: Entries.map((entry) => ({ Id: entry.Id, ...send(queue, entry) })), Failed: [] };
    }),
    ReceiveMessage: operation(
      queueUrl.extend({ MaxNumberOfMessages: z.number().default(1), VisibilityTimeout: z.number().optional() }),
      ({ QueueUrl, MaxNumberOfMessages, VisibilityTimeout }, caller) => {
        const queue = authorized(QueueUrl, 'ReceiveMessage', caller);
        const visibility = VisibilityTimeout === undefined ? undefined : VisibilityTimeout * 1000;
        return { Messages: queues.receive(queue, MaxNumberOfMessages, visibility).map(received) };
      },
    ),
    DeleteMessage: operation(queueUrl.extend({ ReceiptHandle: z.string() }), ({ QueueUrl, ReceiptHandle }, caller) => {
      authorized(QueueUrl, 'DeleteMessage', caller).delete(ReceiptHandle);
    }),
    DeleteMessageBatch: operation(
      entries(z.object({ Id: z.string(), ReceiptHandle: z.string() })),
      ({ QueueUrl, Entries }, caller) => {
        const queue = authorized(QueueUrl, 'DeleteMessage', caller);
        for (const { ReceiptHandle } of Entries) queue.delete(ReceiptHandle);
        return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] };
      },
    ),
    ChangeMessageVisibility: operation(
      queueUrl.extend({ ReceiptHandle: z.string(), VisibilityTimeout: z.number() }),
      ({ QueueUrl, ReceiptHandle, VisibilityTimeout }, caller) => {
        const queue = authorized(QueueUrl, 'ChangeMessageVisibility', caller);
        queue.changeVisibility(ReceiptHandle, VisibilityTimeout * 1000);
      },
    ),
    GetQueueAttributes: operation(queueUrl, ({ QueueUrl }, caller) => {
      const queue = authorized(QueueUrl, 'GetQueueAttributes', caller);
      const { visible, inFlight } = queue.counts();
      const counts = {
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(inFlight),
      };
      return { Attributes: { QueueArn: queue.settings.arn, ...counts } };
    }),
    StartMessageMoveTask: operation(moveTask, ({ SourceArn, DestinationArn }, caller) => {
      const from = authorized(SourceArn, 'StartMessageMoveTask', caller);
      for (const action of ['ReceiveMessage', 'DeleteMessage']) authorized(SourceArn, action, caller);
      const to = DestinationArn ? queues.named(DestinationArn) : queues.sourceOf(from);
      authorized(to.settings.arn, 'SendMessage', caller);
      from.moveAll(to);
      return { TaskHandle: Buffer.from(SourceArn).toString('base64') };
    }),
    PurgeQueue: operation(queueUrl, ({ QueueUrl }, caller) => authorized(QueueUrl, 'PurgeQueue', caller).purge()),
  });
}

const received = ({ id, receipt, body, receives, sentAt, attributes }: QueueMessage) => ({
  MessageId: id,
  ReceiptHandle: receipt,
  Body: body,
  MD5OfBody: md5(body),
  Attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) },
  MessageAttributes: attributes,
});
