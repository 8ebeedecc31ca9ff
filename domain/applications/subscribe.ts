import { isSubscribable } from '../catalogue/api-summary';
import type { Clock } from '../ports';
import type { RegistryStore } from '../registry/registry-store';
import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { changeOwn, findOwn, type OwnApplication } from './own-application';
import type { UsageKeys } from './usage-keys';

export interface SubscriptionNeeds {
  readonly applications: ApplicationStore;
  readonly registry: Pick<RegistryStore, 'find'>;
  readonly usageKeys: UsageKeys;
  readonly clock: Clock;
  /** In production a subscription waits for approval. */
  readonly production: boolean;
}

export type SubscribeOutcome = 'approved' | 'pending' | 'not_found' | 'no_such_api' | 'open_api';

type Subscription = OwnApplication & { readonly api: string };

/**
 * Subscribes an account's application to an API: at once in a test environment. The gateway's plan is joined first, so
 * that no call is ever allowed and not counted.
 */
export const makeSubscribe =
  ({ applications, registry, usageKeys, clock, production }: SubscriptionNeeds) =>
  async ({ api, ...request }: Subscription): Promise<SubscribeOutcome> => {
    const entry = await registry.find(api);
    if (!entry) return 'no_such_api';
    if (!isSubscribable(entry)) return 'open_api';
    const own = await findOwn(applications, request);
    if (!own) return 'not_found';
    const held = own.subscriptions[api]?.status;
    if (held === 'approved' || held === 'pending') return held;

    const status = production ? 'pending' : 'approved';
    const counted = await withUsageKey({ applications, usageKeys }, request, own);
    if (!counted?.usageKeyReference) return 'not_found';
    if (status === 'approved' && entry.usagePlanId) {
      await usageKeys.join({ reference: counted.usageKeyReference, plan: entry.usagePlanId });
    }
    const since = clock.now().toISOString();
    const saved = await changeOwn(applications, request, (application) => ({
      ...application,
      subscriptions: { ...application.subscriptions, [api]: { status, since } },
    }));
    return saved ? status : 'not_found';
  };

/** Ends a subscription; calls are refused within 60 seconds. False where there is none. */
export const makeUnsubscribe =
  ({ applications, registry, usageKeys }: Omit<SubscriptionNeeds, 'clock' | 'production'>) =>
  async ({ api, ...request }: Subscription): Promise<boolean> => {
    const saved = await changeOwn(applications, request, (application) => {
      const { [api]: ended, ...subscriptions } = application.subscriptions;
      return ended && { ...application, subscriptions };
    });
    if (!saved) return false;
    const plan = (await registry.find(api))?.usagePlanId;
    if (plan && saved.usageKeyReference) await usageKeys.leave({ reference: saved.usageKeyReference, plan });
    return true;
  };

async function withUsageKey(
  { applications, usageKeys }: Pick<SubscriptionNeeds, 'applications' | 'usageKeys'>,
  request: OwnApplication,
  own: Application,
): Promise<Application | undefined> {
  if (own.usageKeyReference) return own;
  const { reference, value } = await usageKeys.create(own.id);
  const saved = await changeOwn(applications, request, (application) =>
    application.usageKeyReference ? application : { ...application, usageKey: value, usageKeyReference: reference },
  );
  if (saved?.usageKeyReference !== reference) await usageKeys.remove(reference);
  return saved;
}
