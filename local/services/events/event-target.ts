import type { Faults } from '../../cloud/faults/faults';
import { serviceFault } from '../../cloud/faults/service-fault';
import type { AccessControl } from '../../cloud/iam/access-control';
import { callerFor } from '../../cloud/iam/caller';
import type { Principal } from '../../cloud/iam/evaluate-access';
import type { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';
import type { KeyStore } from '../kms/key-store';
import { authorizeKeyUse } from '../kms/key-use';
import type { Queues } from '../sqs/queues';

/** A function or a queue that EventBridge passes an event on to. */
export interface EventTarget {
  readonly arn: string;
  /** Who invokes it: EventBridge itself for a rule, a role for a schedule. */
  readonly principal: Principal;
  /** JSON, in place of the event. */
  readonly input?: string;
}

interface DeliveryNeeds {
  readonly access: AccessControl;
  readonly faults: Faults;
  readonly keys: KeyStore;
  readonly queues: Queues;
  readonly runtime: LambdaRuntime;
  readonly region: string;
}

/** Hands an event to a target; rejects with `AccessDenied`, or where a queue has been made to fail. */
export const makeDeliverEvent =
  ({ access, faults, keys, queues, runtime, region }: DeliveryNeeds) =>
  async ({ arn, principal }: EventTarget, sourceArn: string, payload: unknown): Promise<void> => {
    if (runtime.find(arn)) return runtime.invokeAsync({ functionArn: arn, principal, sourceArn, payload });
    if (faults.strikes({ service: 'sqs', action: 'SendMessage', resource: arn })) throw serviceFault('sqs');
    const queue = queues.named(arn);
    access.authorize({ principal, action: 'sqs:SendMessage', resource: arn, context: { 'aws:SourceArn': sourceArn } });
    authorizeKeyUse(keys, region, callerFor(access, principal), {
      keyName: queue.settings.keyName,
      service: 'sqs',
      actions: ['GenerateDataKey', 'Decrypt'],
    });
    queue.send(JSON.stringify(payload));
  };
