import type { UsageKey } from './usage-key-of';

/** What the gateway counts an application's calls against; callers never hold such a key. */
export interface UsageKeys {
  /** A new key named after the application; undefined where the gateway can hold no more of them. */
  create(applicationId: string): Promise<UsageKey | undefined>;
  /** Counts the key's calls in a usage plan; joining twice is joining once. False where the key can be in no more. */
  join(request: PlanMember): Promise<boolean>;
  /** What has left before, or never joined, is passed over. */
  leave(request: PlanMember): Promise<void>;
  /** Takes the key out of every plan; one that is gone is passed over. */
  remove(reference: string): Promise<void>;
}

export interface PlanMember {
  readonly reference: string;
  readonly plan: string;
}
