import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { changeApplication } from './change-application';
import { countedBy, type UsageKey, usageKeyFor, withUsageKey } from './usage-key-of';
import type { UsageKeys } from './usage-keys';

export interface CountingNeeds {
  readonly applications: ApplicationStore;
  readonly usageKeys: UsageKeys;
}

interface Counted {
  readonly application: Application;
  readonly api: string;
  /** The API's usage plan; absent where its calls are not to be counted yet. */
  readonly plan?: string | undefined;
}

/**
 * Has the gateway count an application's calls of an API, by a key that has room for it or a new one. Answers false
 * where the gateway can hold no more, which an operator must raise.
 */
export const makeCountCalls = ({ applications, usageKeys }: CountingNeeds) => {
  const join = async ({ reference }: UsageKey, plan: string | undefined): Promise<boolean> =>
    plan === undefined || (await usageKeys.join({ reference, plan }));

  return async ({ application, api, plan }: Counted): Promise<boolean> => {
    const { id } = application;
    const known = usageKeyFor(application, api);
    const joined = known && (await join(known, plan)) ? known : await joinedNew();
    if (joined === undefined) return false;
    await changeApplication(applications, id, (current) =>
      current.furtherUsageKeys.length > 0 ? countedBy(current, api, joined) : undefined,
    );
    return true;

    async function joinedNew(): Promise<UsageKey | undefined> {
      const made = await usageKeys.create(id);
      if (made === undefined) return undefined;
      const saved = await changeApplication(applications, id, (current) => withUsageKey(current, made));
      if (saved && (await join(made, plan))) return made;
      if (saved === undefined) await usageKeys.remove(made.reference);
      return undefined;
    }
  };
};
