import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { InvocationOutcome } from '../../cloud/lambda/lambda-function';
import type { BufferedRecord, StreamSettings } from './stream-settings';

export interface DeliverableRecord {
  /** Of the record that it was made from. */
  readonly id: string;
  readonly data: Buffer;
  readonly arrivedAt: Date;
  readonly partitionKeys: Readonly<Record<string, string>>;
}

export interface FailedRecord extends BufferedRecord {
  readonly errorCode: string;
  readonly errorMessage: string;
}

export interface Transformed {
  readonly deliverable: readonly DeliverableRecord[];
  readonly failed: readonly FailedRecord[];
}

const answer = z.object({
  records: z.array(
    z.object({
      recordId: z.string(),
      result: z.enum(['Ok', 'Dropped', 'ProcessingFailed']),
      data: z.string().nullish(),
      metadata: z.object({ partitionKeys: z.record(z.string(), z.coerce.string()).default({}) }).nullish(),
    }),
  ),
});

type Invoke = (payload: unknown) => Promise<InvocationOutcome>;

/**
 * One call of the transformation function. It must answer every record; what it does not answer, or answers
 * `ProcessingFailed`, is delivered to the error prefix with its raw data.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html
 */
export async function transformRecords(
  { arn, transformation }: StreamSettings,
  region: string,
  records: readonly BufferedRecord[],
  invoke: Invoke,
): Promise<Transformed> {
  const event = {
    invocationId: randomUUID(),
    deliveryStreamArn: arn,
    region,
    records: records.map(({ id, data, arrivedAt }) => ({
      recordId: id,
      approximateArrivalTimestamp: arrivedAt.getTime(),
      data: data.toString('base64'),
    })),
  };
  const outcome = await withRetries(() => invoke(event), transformation?.retries ?? 3);
  if ('errorCode' in outcome) return { deliverable: [], failed: records.map((record) => ({ ...record, ...outcome })) };
  const parsed = answer.safeParse(outcome.payload);
  if (!parsed.success) {
    const malformed = { errorCode: 'Lambda.JsonProcessingException', errorMessage: 'The answer is malformed' };
    return { deliverable: [], failed: records.map((record) => ({ ...record, ...malformed })) };
  }
  return sortOut(records, parsed.data.records);
}

async function withRetries(invoke: () => Promise<InvocationOutcome>, retries: number) {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await invoke().catch((error: Error) => ({
      outcome: 'refused' as const,
      errorMessage: error.message,
    }));
    if (outcome.outcome === 'answered') return outcome;
    if (attempt < retries) continue;
    if (outcome.outcome === 'refused') {
      return { errorCode: 'Lambda.InvokeAccessDenied', errorMessage: outcome.errorMessage };
    }
    const timedOut = outcome.outcome === 'timed-out';
    return timedOut
      ? { errorCode: 'Lambda.FunctionTimedOut', errorMessage: 'The Lambda function timed out' }
      : { errorCode: 'Lambda.FunctionError', errorMessage: 'The Lambda function ended with an error' };
  }
}

function sortOut(records: readonly BufferedRecord[], answers: z.infer<typeof answer>['records']): Transformed {
  const byId = new Map(answers.map((one) => [one.recordId, one]));
  const deliverable: DeliverableRecord[] = [];
  const failed: FailedRecord[] = [];
  for (const record of records) {
    const one = byId.get(record.id);
    if (one?.result === 'Dropped') continue;
    if (one?.result === 'Ok' && typeof one.data === 'string') {
      const partitionKeys = one.metadata?.partitionKeys ?? {};
      deliverable.push({
        id: record.id,
        data: Buffer.from(one.data, 'base64'),
        arrivedAt: record.arrivedAt,
        partitionKeys,
      });
      continue;
    }
    const errorCode = one ? 'Lambda.ProcessingFailedStatus' : 'Lambda.MissingRecordId';
    const errorMessage = one ? 'ProcessingFailed status set for record' : 'The function did not answer the record';
    failed.push({ ...record, errorCode, errorMessage });
  }
  return { deliverable, failed };
}
