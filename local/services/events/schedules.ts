import { randomUUID } from 'node:crypto';
import { isoSecond } from '../../cloud/clock/moving-clock';
import type { Cloud } from '../../cloud/cloud';
import type { DeliverEvent, EventTarget } from './event-target';
import { isDue } from './schedule-expression';

export interface Schedule {
  readonly name: string;
  readonly arn: string;
  readonly expression: string;
  readonly kind: 'rule' | 'schedule';
  readonly targets: readonly EventTarget[];
}

interface ScheduleNeeds extends Pick<Cloud, 'account' | 'warn'> {
  /** Settles once the target has run. */
  readonly deliver: DeliverEvent;
}

/** EventBridge's scheduled rules and schedules. */
export class Schedules {
  readonly #needs: ScheduleNeeds;
  readonly #schedules = new Map<string, Schedule>();

  constructor(needs: ScheduleNeeds) {
    this.#needs = needs;
  }

  put(schedule: Schedule): void {
    isDue(schedule.expression, new Date(0), new Date(0));
    this.#schedules.set(schedule.arn, schedule);
  }

  remove(arn: string): void {
    this.#schedules.delete(arn);
  }

  /** Runs each schedule that fell due in that time once, however often it did, and answers their names. */
  async runDue(from: Date, to: Date): Promise<readonly string[]> {
    const due = [...this.#schedules.values()].filter(({ expression }) => isDue(expression, from, to));
    for (const schedule of due) await this.#run(schedule, to);
    return due.map(({ name }) => name);
  }

  async #run(schedule: Schedule, time: Date): Promise<void> {
    for (const target of schedule.targets) {
      const payload = target.input ? JSON.parse(target.input) : this.#event(schedule, time);
      await this.#needs
        .deliver(target, schedule.arn, payload)
        .catch((error: Error) => this.#needs.warn(`${schedule.name}: ${error.message}`));
    }
  }

  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html
  #event({ kind, arn }: Schedule, time: Date): unknown {
    if (kind === 'schedule') return {};
    const { account } = this.#needs;
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: account.id,
      time: isoSecond(time),
      region: account.region,
      resources: [arn],
      detail: {},
    };
  }
}
