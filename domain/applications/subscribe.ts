import { isSubscribable } from '../catalogue/api-summary';
import type { Clock } from '../ports';
import type { RegistryStore } from '../publishing/registry-store';
import type { TeamPorts } from '../teams/ports';
import { makeCountCalls } from './count-calls';
import { changeOwn, findOwn, type OwnApplication, type OwnApplications } from './own-application';
import { makeIsInGoodStanding } from './owner-standing';
import { isForPublisher, moveSubscription, type Standing, standingOf } from './subscription';
import { countedBy, usageKeyOf } from './usage-key-of';
import type { UsageKeys } from './usage-keys';

export interface SubscriptionNeeds extends OwnApplications {
  readonly accounts: Pick<TeamPorts['accounts'], 'find'>;
  readonly registry: Pick<RegistryStore, 'find'>;
  readonly usageKeys: UsageKeys;
  readonly clock: Clock;
  /** In production a subscription waits for approval. */
  readonly production: boolean;
}

export type SubscribeOutcome =
  | 'approved'
  | 'pending'
  | 'withdrawn'
  | 'not_found'
  | 'no_such_api'
  | 'open_api'
  | 'no_room';
export type UnsubscribeOutcome = 'ended' | 'withdrawn' | 'not_found';

type Wanted = OwnApplication & { readonly api: string };

/**
 * Subscribes an account's application to an API: at once in a test environment, unless the account has had access
 * withdrawn. The gateway's plan is joined first, so that no call is ever allowed and not counted.
 */
export const makeSubscribe = (needs: SubscriptionNeeds) => {
  const { registry, clock, production } = needs;
  const isInGoodStanding = makeIsInGoodStanding(needs);
  const countCalls = makeCountCalls(needs);

  return async ({ api, ...request }: Wanted): Promise<SubscribeOutcome> => {
    const entry = await registry.find(api);
    if (!entry) return 'no_such_api';
    if (!isSubscribable(entry)) return 'open_api';
    const own = (await findOwn(needs, request, 'subscriptions.ask'))?.application;
    if (!own) return 'not_found';
    const held = standingOf(own, api);
    if (held !== 'none') return outcomeOf(held);

    const atOnce = !production && (await isInGoodStanding(request.account, api));
    const plan = atOnce ? entry.usagePlanId : undefined;
    if (plan && !(await countCalls({ application: own, api, plan }))) return 'no_room';
    const move = atOnce ? 'developer subscribes' : 'developer asks';
    await changeOwn(needs, request, 'subscriptions.ask', (application) =>
      moveSubscription(application, { api, move, at: clock.now() }),
    );
    // Whoever came between has decided, and is answered for.
    const now = (await findOwn(needs, request, 'subscriptions.ask'))?.application;
    return now ? outcomeOf(standingOf(now, api)) : 'not_found';
  };
};

/** Ends a subscription; calls are refused within 60 seconds. What was withdrawn stays so. */
export const makeUnsubscribe =
  ({ registry, usageKeys, clock, ...needs }: Omit<SubscriptionNeeds, 'accounts' | 'production'>) =>
  async ({ api, ...request }: Wanted): Promise<UnsubscribeOutcome> => {
    const saved = await changeOwn(needs, request, 'subscriptions.end', (application) =>
      moveSubscription(application, { api, move: 'developer unsubscribes', at: clock.now() }),
    );
    if (!saved) {
      const own = (await findOwn(needs, request, 'subscriptions.end'))?.application;
      return own && isForPublisher(standingOf(own, api)) ? 'withdrawn' : 'not_found';
    }
    const plan = (await registry.find(api))?.usagePlanId;
    const key = usageKeyOf(saved, api);
    if (plan && key) await usageKeys.leave({ reference: key.reference, plan });
    await changeOwn(needs, request, 'subscriptions.end', (application) => countedBy(application, api));
    return 'ended';
  };

const outcomeOf = (standing: Standing): SubscribeOutcome => {
  if (standing === 'none') return 'not_found';
  if (standing === 'asked again') return 'pending';
  return standing === 'approved' || standing === 'pending' ? standing : 'withdrawn';
};
