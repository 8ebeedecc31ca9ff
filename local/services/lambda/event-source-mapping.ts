import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { AccessDenied } from '../../cloud/iam/access-control';
import { type Caller, callerFor } from '../../cloud/iam/caller';
import type { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';
import { flag, ResourceNotRun, type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import type { KeyStore } from '../kms/key-store';
import type { Queue } from '../sqs/queue';
import type { Queues } from '../sqs/queues';
import { pollQueue } from './poll-queue';

interface Needs {
  readonly cloud: Pick<Cloud, 'access' | 'account'>;
  readonly kms: { readonly keys: KeyStore };
  readonly lambda: { readonly runtime: LambdaRuntime };
  readonly sqs: { readonly queues: Queues };
}

const properties = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  BatchSize: z.coerce.number().default(10),
  Enabled: flag.default(true),
  FunctionResponseTypes: z.array(z.string()).default([]),
});

export const eventSourceMapping = ({ cloud, kms, lambda: { runtime }, sqs: { queues } }: Needs): ResourceType =>
  resourceType(properties, {
    replacedBy: ['EventSourceArn'],
    provision({ FunctionName, EventSourceArn, BatchSize, Enabled, FunctionResponseTypes }, { physicalId }) {
      const queue = queues.find(EventSourceArn);
      const fn = runtime.find(FunctionName);
      if (!queue || !fn) throw new ResourceNotRun(`from ${EventSourceArn.split(':')[2]}`);
      if (Enabled) {
        const caller = callerFor(cloud.access, { kind: 'role', arn: fn.roleArn });
        pollQueue(queues, {
          queue,
          batchSize: BatchSize,
          reportsFailures: FunctionResponseTypes.includes('ReportBatchItemFailures'),
          region: cloud.account.region,
          caller,
          opensMessages: () => opensMessages(kms.keys, queue, caller),
          // Lambda's own poller invokes the function, which needs no permission for it.
          invoke: (payload) => runtime.invoke({ functionArn: fn.arn, principal: { kind: 'administrator' }, payload }),
        });
      }
      return { ref: physicalId, attributes: { Id: physicalId } };
    },
  });

/** Whether the role may use the key that the queue's messages rest under. */
function opensMessages(keys: KeyStore, { settings: { keyName } }: Queue, caller: Caller): boolean {
  try {
    keys.authorizeUse(caller, { keyName, service: 'sqs', actions: ['Decrypt'] });
    return true;
  } catch (error) {
    if (error instanceof AccessDenied) return false;
    throw error;
  }
}
