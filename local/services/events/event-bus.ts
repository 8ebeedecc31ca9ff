import { randomUUID } from 'node:crypto';
import { isoSecond } from '../../cloud/clock/moving-clock';
import type { Cloud } from '../../cloud/cloud';
import type { DeliverEvent, EventTarget } from './event-target';
import { type EventPattern, matchesEventPattern } from './matches-pattern';

export interface EventRule {
  readonly name: string;
  readonly arn: string;
  readonly pattern: EventPattern;
  readonly targets: readonly EventTarget[];
}

/** What a service says that happened. */
export interface ServiceEvent {
  /** `aws.s3`. */
  readonly source: string;
  /** `Object Created`. */
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

interface EventBusNeeds extends Pick<Cloud, 'account' | 'clock' | 'warn'> {
  readonly deliver: DeliverEvent;
}

/** What EventBridge tries for a target that fails; it takes a day for it, and here no time. */
const attempts = 185;

/** EventBridge's default bus: events of AWS services, and the rules that pass them on. */
export class EventBus {
  readonly #needs: EventBusNeeds;
  readonly #rules = new Map<string, EventRule>();
  readonly #deliveries = new Set<Promise<void>>();

  constructor(needs: EventBusNeeds) {
    this.#needs = needs;
  }

  put(rule: EventRule): void {
    this.#rules.set(rule.arn, rule);
  }

  remove(arn: string): void {
    this.#rules.delete(arn);
  }

  publish({ source, detailType, resources, detail }: ServiceEvent): void {
    const { account, clock } = this.#needs;
    const time = isoSecond(clock.now());
    const event = {
      ...{ version: '0', id: randomUUID(), 'detail-type': detailType, source },
      ...{ account: account.id, time, region: account.region },
      resources,
      detail,
    };
    for (const rule of [...this.#rules.values()].filter(({ pattern }) => matchesEventPattern(pattern, event))) {
      for (const target of rule.targets) this.#start(this.#deliver(rule, target, event));
    }
  }

  /** Settles once everything published so far has been delivered or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#deliveries);
  }

  #start(delivery: Promise<void>): void {
    const ended = delivery.finally(() => this.#deliveries.delete(ended));
    this.#deliveries.add(ended);
  }

  async #deliver({ name, arn }: EventRule, target: EventTarget, event: unknown): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#needs.deliver(target, arn, target.input ? JSON.parse(target.input) : event);
      } catch (error) {
        if (attempt < attempts) continue;
        this.#needs.warn(`${name}: an event is lost: ${error instanceof Error ? error.message : 'unknown error'}`);
        return;
      }
    }
  }
}
