import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import type { Principal } from '../../cloud/iam/principal';
import { type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import type { EventBus } from './event-bus';
import type { EventTarget } from './event-target';
import { eventPattern } from './matches-pattern';
import type { Schedules } from './schedules';

interface Needs {
  readonly cloud: Pick<Cloud, 'account'>;
  readonly events: { readonly bus: EventBus; readonly schedules: Schedules };
}

const target = z.object({ Arn: z.string(), RoleArn: z.string().optional(), Input: z.string().optional() });
const state = z.enum(['ENABLED', 'DISABLED']).default('ENABLED');

const ruleProperties = z.object({
  Name: z.string().optional(),
  ScheduleExpression: z.string().optional(),
  EventPattern: eventPattern.optional(),
  State: state,
  Targets: z.array(target).default([]),
});

export const rule = ({ cloud: { account }, events: { bus, schedules } }: Needs): ResourceType => {
  const forget = (arn: string) => {
    for (const kept of [bus, schedules]) kept.remove(arn);
  };
  return resourceType(ruleProperties, {
    replacedBy: ['Name', 'EventBusName'],
    provision({ Name, ScheduleExpression: expression, EventPattern: pattern, State, Targets }, { physicalId }) {
      const name = Name ?? physicalId;
      const arn = `arn:aws:events:${account.region}:${account.id}:rule/${name}`;
      forget(arn);
      if (State === 'ENABLED') {
        const targets = Targets.map(eventTarget);
        if (expression) schedules.put({ name, arn, expression, kind: 'rule', targets });
        if (pattern) bus.put({ name, arn, pattern, targets });
      }
      return { ref: name, attributes: { Arn: arn } };
    },
    remove: (_properties, { attributes }) => forget(String(attributes.Arn)),
  });
};

const scheduleProperties = z.object({
  Name: z.string().optional(),
  GroupName: z.string().default('default'),
  ScheduleExpression: z.string(),
  State: state,
  Target: target,
});

export const schedule = ({ cloud: { account }, events: { schedules } }: Needs): ResourceType =>
  resourceType(scheduleProperties, {
    replacedBy: ['Name', 'GroupName'],
    provision({ Name, GroupName, ScheduleExpression: expression, State, Target }, { physicalId }) {
      const name = Name ?? physicalId;
      const arn = `arn:aws:scheduler:${account.region}:${account.id}:schedule/${GroupName}/${name}`;
      schedules.remove(arn);
      if (State === 'ENABLED')
        schedules.put({ name, arn, expression, kind: 'schedule', targets: [eventTarget(Target)] });
      return { ref: name, attributes: { Arn: arn } };
    },
    remove: (_properties, { attributes }) => schedules.remove(String(attributes.Arn)),
  });

const eventBridge: Principal = { kind: 'service', name: 'events.amazonaws.com' };

/** A target with a role is invoked by that role. */
const eventTarget = ({ Arn, RoleArn, Input }: z.infer<typeof target>): EventTarget => ({
  arn: Arn,
  principal: RoleArn ? { kind: 'role', arn: RoleArn } : eventBridge,
  ...(Input && { input: Input }),
});
