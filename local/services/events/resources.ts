import { z } from 'zod';
import type { Caller } from '../../cloud/endpoint/aws-request';
import { AccessDenied } from '../../cloud/iam/access-control';
import { callerFor } from '../../cloud/iam/caller';
import type { Principal } from '../../cloud/iam/evaluate-access';
import { flag, providerOf } from '../../cloud/resources/provider-of';
import { ResourceNotRun, type ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';
import { authorizeKeyUse } from '../kms/key-use';
import { pollQueue } from '../sqs/poll-queue';
import type { Queue } from '../sqs/queue';
import type { EventTarget } from './event-target';
import { eventPattern } from './matches-pattern';

const eventSourceMapping = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  BatchSize: z.coerce.number().default(10),
  Enabled: flag.default(true),
  FunctionResponseTypes: z.array(z.string()).default([]),
});
const target = z.object({ Arn: z.string(), RoleArn: z.string().optional(), Input: z.string().optional() });
const state = z.enum(['ENABLED', 'DISABLED']).default('ENABLED');
const rule = z.object({
  Name: z.string().optional(),
  ScheduleExpression: z.string().optional(),
  EventPattern: eventPattern.optional(),
  State: state,
  Targets: z.array(target).default([]),
});
const schedule = z.object({
  Name: z.string().optional(),
  GroupName: z.string().default('default'),
  ScheduleExpression: z.string(),
  State: state,
  Target: target,
});

const eventBridge: Principal = { kind: 'service', name: 'events.amazonaws.com' };

/** What invokes functions without a request: queues, rules and schedules. */
export const eventProviders = (engines: Engines): readonly ResourceProvider[] => [
  providerOf('AWS::Lambda::EventSourceMapping', eventSourceMapping, (properties, { physicalId }) => {
    const { access, account, queues, runtime } = engines;
    const queue = queues.find(properties.EventSourceArn);
    const fn = runtime.find(properties.FunctionName);
    if (!queue || !fn) throw new ResourceNotRun(`from ${properties.EventSourceArn.split(':')[2]}`);
    if (properties.Enabled) {
      const caller = callerFor(access, { kind: 'role', arn: fn.roleArn });
      pollQueue(queues, {
        queue,
        batchSize: properties.BatchSize,
        reportsFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
        region: account.region,
        caller,
        // Lambda's own poller invokes the function, which needs no permission for it.
        opensMessages: () => opensMessages(engines, queue, caller),
        invoke: (payload) => runtime.invoke({ functionArn: fn.arn, principal: { kind: 'administrator' }, payload }),
      });
    }
    return { ref: physicalId, attributes: { Id: physicalId } };
  }),
  providerOf(
    'AWS::Events::Rule',
    rule,
    ({ Name, ScheduleExpression, EventPattern, State, Targets }, { physicalId }) => {
      const { account, events, schedules } = engines;
      const name = Name ?? physicalId;
      const arn = `arn:aws:events:${account.region}:${account.id}:rule/${name}`;
      for (const kept of [events, schedules]) kept.remove(arn);
      if (State === 'ENABLED') {
        const targets = Targets.map((one) => scheduleTarget(one, eventBridge));
        if (ScheduleExpression) schedules.put({ name, arn, expression: ScheduleExpression, kind: 'rule', targets });
        if (EventPattern) events.put({ name, arn, pattern: EventPattern, targets });
      }
      return { ref: name, attributes: { Arn: arn } };
    },
    (_properties, { attributes }) => {
      for (const kept of [engines.events, engines.schedules]) kept.remove(String(attributes.Arn));
    },
  ),
  providerOf(
    'AWS::Scheduler::Schedule',
    schedule,
    (properties, { physicalId }) => {
      const { account, schedules } = engines;
      const name = properties.Name ?? physicalId;
      const arn = `arn:aws:scheduler:${account.region}:${account.id}:schedule/${properties.GroupName}/${name}`;
      schedules.remove(arn);
      if (properties.State === 'ENABLED') {
        const targets = [scheduleTarget(properties.Target, eventBridge)];
        schedules.put({ name, arn, expression: properties.ScheduleExpression, kind: 'schedule', targets });
      }
      return { ref: name, attributes: { Arn: arn } };
    },
    (_properties, { attributes }) => engines.schedules.remove(String(attributes.Arn)),
  ),
];

/** Whether the role may use the key that the queue's messages rest under. */
function opensMessages({ account, keys }: Engines, { settings }: Queue, caller: Caller): boolean {
  try {
    const { keyName } = settings;
    authorizeKeyUse(keys, account.region, caller, { keyName, service: 'sqs', actions: ['Decrypt'] });
    return true;
  } catch (error) {
    if (error instanceof AccessDenied) return false;
    throw error;
  }
}

/** A target with a role is invoked by that role. */
const scheduleTarget = ({ Arn, RoleArn, Input }: z.infer<typeof target>, service: Principal): EventTarget => ({
  arn: Arn,
  principal: RoleArn ? { kind: 'role', arn: RoleArn } : service,
  ...(Input && { input: Input }),
});
