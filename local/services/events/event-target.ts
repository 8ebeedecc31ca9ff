import type { Cloud } from '../../cloud/cloud';
import { serviceFault } from '../../cloud/faults/faults';
import { callerFor } from '../../cloud/iam/caller';
import type { Principal } from '../../cloud/iam/principal';
import type { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';
import type { KeyStore } from '../kms/key-store';
import type { Queues } from '../sqs/queues';

/** A function or a queue that EventBridge passes an event on to. */
export interface EventTarget {
  readonly arn: string;
  /** Who invokes it: EventBridge itself for a rule, a role for a schedule. */
  readonly principal: Principal;
  /** JSON, in place of the event. */
  readonly input?: string;
}

export interface DeliveryNeeds {
  readonly cloud: Pick<Cloud, 'access' | 'faults'>;
  readonly kms: { readonly keys: KeyStore };
  readonly lambda: { readonly runtime: LambdaRuntime };
  readonly sqs: { readonly queues: Queues };
}

export type DeliverEvent = (target: EventTarget, sourceArn: string, payload: unknown) => Promise<void>;

/** Hands an event to a target; rejects with `AccessDenied`, or where a queue has been made to fail. */
export const makeDeliverEvent =
  ({ cloud: { access, faults }, kms: { keys }, lambda: { runtime }, sqs: { queues } }: DeliveryNeeds): DeliverEvent =>
  async ({ arn, principal }, sourceArn, payload) => {
    if (runtime.find(arn)) return runtime.invokeAsync({ functionArn: arn, principal, sourceArn, payload });
    if (faults.strikes({ service: 'sqs', action: 'SendMessage', resource: arn })) throw serviceFault('sqs');
    const queue = queues.named(arn);
    access.authorize({ principal, action: 'sqs:SendMessage', resource: arn, context: { 'aws:SourceArn': sourceArn } });
    keys.authorizeUse(callerFor(access, principal), {
      keyName: queue.settings.keyName,
      service: 'sqs',
      actions: ['GenerateDataKey', 'Decrypt'],
    });
    queue.send(JSON.stringify(payload));
  };
