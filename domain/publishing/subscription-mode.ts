import * as z from 'zod';

/**
 * How an application comes by its subscription to an API: whoever wants has one at once; the publisher approves each;
 * it asks those in whom it wants, and nobody else; or it approves the assurance of the product that the application is of.
 */
export const subscriptionModes = ['at-once', 'on-approval', 'by-invitation', 'on-assurance'] as const;
export const subscriptionMode = z.enum(subscriptionModes);
export type SubscriptionMode = z.infer<typeof subscriptionMode>;

/** Of an API in an environment: what its publisher states; in production never at once, and on assurance unless it says otherwise; elsewhere at once. */
export function modeIn(
  stated: SubscriptionMode | undefined,
  { production }: { readonly production: boolean },
): SubscriptionMode {
  if (!production) return stated ?? 'at-once';
  return stated === undefined || stated === 'at-once' ? 'on-assurance' : stated;
}
