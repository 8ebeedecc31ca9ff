import { randomUUID } from 'node:crypto';
import type { UsageKeys } from '../../domain/applications/usage-keys';

export class MemoryUsageKeys implements UsageKeys {
  /** The plans of every key, by its reference. */
  readonly plans = new Map<string, Set<string>>();

  async create(): Promise<{ reference: string; value: string }> {
    const reference = randomUUID();
    this.plans.set(reference, new Set());
    return { reference, value: randomUUID() };
  }

  async join({ reference, plan }: { reference: string; plan: string }): Promise<void> {
    this.plans.get(reference)?.add(plan);
  }

  async leave({ reference, plan }: { reference: string; plan: string }): Promise<void> {
    this.plans.get(reference)?.delete(plan);
  }

  async remove(reference: string): Promise<void> {
    this.plans.delete(reference);
  }
}
