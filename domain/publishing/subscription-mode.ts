import * as z from 'zod';

/**
 * How an application comes by its subscription to an API: whoever wants has one at once; the publisher approves each;
 * or it asks those in whom it wants, and nobody else.
 */
export const subscriptionModes = ['at-once', 'on-approval', 'by-invitation'] as const;
export const subscriptionMode = z.enum(subscriptionModes);
export type SubscriptionMode = z.infer<typeof subscriptionMode>;

/** Of an API in an environment: what its publisher states; in production never at once, elsewhere at once unless it says so. */
export const modeIn = (
  stated: SubscriptionMode | undefined,
  { production }: { readonly production: boolean },
): SubscriptionMode => (production ? (stated === 'by-invitation' ? stated : 'on-approval') : (stated ?? 'at-once'));
