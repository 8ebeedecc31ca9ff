import { randomUUID } from 'node:crypto';
import type { UsageKey } from '../../domain/applications/usage-key-of';
import type { PlanMember, UsageKeys } from '../../domain/applications/usage-keys';

interface Quotas {
  readonly keys?: number;
  readonly plansOfKey?: number;
}

/** With API Gateway's own quotas, unless a test says otherwise. */
export class MemoryUsageKeys implements UsageKeys {
  /** The plans of every key, by its reference. */
  readonly plans = new Map<string, Set<string>>();
  readonly #quotas: Required<Quotas>;

  constructor({ keys = 10_000, plansOfKey = 10 }: Quotas = {}) {
    this.#quotas = { keys, plansOfKey };
  }

  async create(): Promise<UsageKey | undefined> {
    if (this.plans.size >= this.#quotas.keys) return undefined;
    const reference = randomUUID();
    this.plans.set(reference, new Set());
    return { reference, value: `value of ${reference}` };
  }

  async join({ reference, plan }: PlanMember): Promise<boolean> {
    const plans = this.plans.get(reference);
    if (plans && !plans.has(plan) && plans.size >= this.#quotas.plansOfKey) return false;
    plans?.add(plan);
    return true;
  }

  async leave({ reference, plan }: PlanMember): Promise<void> {
    this.plans.get(reference)?.delete(plan);
  }

  async remove(reference: string): Promise<void> {
    this.plans.delete(reference);
  }
}
