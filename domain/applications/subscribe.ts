import { isSubscribable } from '../catalogue/api-summary';
import type { Clock } from '../ports';
import type { RegistryStore } from '../publishing/registry-store';
import { modeIn } from '../publishing/subscription-mode';
import type { TeamPorts } from '../teams/ports';
import { type AccessRequests, endOfStory, recordStep, requestId } from './access-request';
import { makeCountCalls } from './count-calls';
import { changeOwn, findOwn, type OwnApplication, type OwnApplications } from './own-application';
import { makeIsInGoodStanding } from './owner-standing';
import { isForPublisher, type Move, moveSubscription, moves, type Standing, standingOf } from './subscription';
import { countedBy, usageKeyOf } from './usage-key-of';
import type { UsageKeys } from './usage-keys';

export interface SubscriptionNeeds extends OwnApplications {
  readonly accounts: Pick<TeamPorts['accounts'], 'find'>;
  readonly requests: AccessRequests;
  readonly registry: Pick<RegistryStore, 'find'>;
  readonly usageKeys: UsageKeys;
  readonly clock: Clock;
  /** In production no subscription is had at once. */
  readonly production: boolean;
}

export type SubscribeOutcome =
  | 'approved'
  | 'pending'
  | 'withdrawn'
  | 'not_found'
  | 'no_such_api'
  | 'open_api'
  /** The publisher asks those in whom it wants. */
  | 'not_invited'
  /** The product that the application is of is reviewed first. */
  | 'needs_assurance'
  /** The publisher reads what it is for, and there is nothing to read. */
  | 'no_purpose'
  | 'no_room';
export type UnsubscribeOutcome = 'ended' | 'withdrawn' | 'not_found';

type Wanted = OwnApplication & {
  readonly api: string;
  /** What the application is to do with the API. @default none, which will do where nobody reads it */
  readonly purpose?: string | undefined;
};

/**
 * Subscribes an application of the account's teams to an API, or asks its publisher, as the API's mode has it; the
 * publisher is asked in any case where the account's teams have had access withdrawn. The gateway's plan is joined first,
 * so that no call is ever allowed and not counted. Asking anew amends what was returned.
 */
export const makeSubscribe = (needs: SubscriptionNeeds) => {
  const { registry, requests, clock } = needs;
  const isInGoodStanding = makeIsInGoodStanding(needs);
  const countCalls = makeCountCalls(needs);

  return async ({ api, purpose, ...request }: Wanted): Promise<SubscribeOutcome> => {
    const entry = await registry.find(api);
    if (!entry) return 'no_such_api';
    if (!isSubscribable(entry)) return 'open_api';
    const own = (await findOwn(needs, request, 'subscriptions.ask'))?.application;
    if (!own) return 'not_found';
    const held = standingOf(own, api);
    if (moves['developer asks'][held] === undefined) return outcomeOf(held);

    const mode = modeIn(entry, needs);
    const story = await requests.find(requestId(request.id, api));
    // Of the API's present publisher: another may have taken the name over.
    const { team } = entry.publisher;
    const isInvited = team !== undefined && story?.invitedBy === team;
    const isAssured = mode === 'on-assurance' && team !== undefined && story?.assuredBy === team;
    if (mode === 'by-invitation' && !isInvited && held === 'none') return 'not_invited';
    if (mode === 'on-assurance' && !isAssured) return 'needs_assurance';
    const isOpen = isAssured || mode === 'at-once' || (isInvited && !needs.production);
    const atOnce = held === 'none' && isOpen && (await isInGoodStanding(request.account, api));
    if (!atOnce && mode === 'on-approval' && !purpose) return 'no_purpose';
    const plan = atOnce ? entry.usagePlanId : undefined;
    if (plan && !(await countCalls({ application: own, api, plan }))) return 'no_room';
    const move: Move = atOnce ? 'developer subscribes' : 'developer asks';
    // The story comes first, as whoever decides finds the request by it.
    const step = { application: request.id, api, by: `account ${request.account}` as const, what: move };
    await recordStep(needs, step, () => ({ votes: [], ...(purpose && { purpose }) }));
    await changeOwn(needs, request, 'subscriptions.ask', (application) =>
      moveSubscription(application, { api, move, at: clock.now() }),
    );
    // Whoever came between has decided, and is answered for.
    const now = (await findOwn(needs, request, 'subscriptions.ask'))?.application;
    return now ? outcomeOf(standingOf(now, api)) : 'not_found';
  };
};

/** Ends a subscription; calls are refused within 60 seconds. What was withdrawn or refused stays so. */
export const makeUnsubscribe =
  ({ registry, usageKeys, ...needs }: Omit<SubscriptionNeeds, 'accounts' | 'production'>) =>
  async ({ api, ...request }: Wanted): Promise<UnsubscribeOutcome> => {
    const move: Move = 'developer unsubscribes';
    const saved = await changeOwn(needs, request, 'subscriptions.end', (application) =>
      moveSubscription(application, { api, move, at: needs.clock.now() }),
    );
    if (!saved) {
      const own = (await findOwn(needs, request, 'subscriptions.end'))?.application;
      return own && isForPublisher(standingOf(own, api)) ? 'withdrawn' : 'not_found';
    }
    const plan = (await registry.find(api))?.usagePlanId;
    const key = usageKeyOf(saved, api);
    if (plan && key) await usageKeys.leave({ reference: key.reference, plan });
    await changeOwn(needs, request, 'subscriptions.end', (application) => countedBy(application, api));
    const step = { application: request.id, api, by: `account ${request.account}` as const, what: move };
    await recordStep(needs, step, () => ({ votes: [], expiresAt: endOfStory(needs.clock.now()) }));
    return 'ended';
  };

const outcomeOf = (standing: Standing): SubscribeOutcome => {
  if (standing === 'none') return 'not_found';
  if (standing === 'asked again') return 'pending';
  return standing === 'approved' || standing === 'pending' ? standing : 'withdrawn';
};
