import * as z from 'zod';

/**
 * How an application comes by its subscription to an API: whoever wants has one at once; the publisher approves each;
 * it asks those in whom it wants, and nobody else; or it approves the assurance of the product that the application is of.
 */
export const subscriptionModes = ['at-once', 'on-approval', 'by-invitation', 'on-assurance'] as const;
export const subscriptionMode = z.enum(subscriptionModes);
export type SubscriptionMode = z.infer<typeof subscriptionMode>;

/** What of a registry entry says how applications come by it. */
export interface LetIn {
  readonly subscriptions?: SubscriptionMode | undefined;
  readonly publisher: { readonly team?: string | undefined };
}

/**
 * Of an API in an environment: what its publisher states; elsewhere at once; in production never at once, and on assurance
 * unless it says otherwise, or on the approval of those who run the platform where no team would review anything.
 */
export function modeIn(
  { subscriptions: stated, publisher }: LetIn,
  { production }: { readonly production: boolean },
): SubscriptionMode {
  if (!production) return stated ?? 'at-once';
  const unstated = publisher.team === undefined ? 'on-approval' : 'on-assurance';
  return stated === undefined || stated === 'at-once' ? unstated : stated;
}
