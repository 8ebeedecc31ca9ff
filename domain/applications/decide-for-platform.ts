import type { AccessSubject } from './access-request';
import { type DecisionNeeds, makeDecideSubscription } from './decide-subscription';
import type { Mover } from './step';
import { moves, standingOf } from './subscription';
import { isCarried } from './vote';

/** What those who run the platform may do with a request or a subscription. */
export type PlatformMove = 'publisher approves' | 'platform withdraws' | 'platform restores';

export interface PlatformDecision extends AccessSubject {
  readonly by: Mover;
  readonly move: PlatformMove;
  readonly reason: string;
}

export type PlatformOutcome = 'done' | 'one_of_two' | 'not_possible' | 'has_a_publisher' | 'not_found';

/**
 * Decides in the name of those who run the platform. They let an application in only where the API names no team that
 * would, and in production two of them; they withdraw from any.
 */
export const makeDecideForPlatform = (needs: DecisionNeeds & { readonly production: boolean }) => {
  const { applications, registry, production } = needs;
  const decide = makeDecideSubscription(needs);
  return async ({ move, ...decision }: PlatformDecision): Promise<PlatformOutcome> => {
    const application = await applications.find(decision.application);
    const entry = await registry.find(decision.api);
    if (!(application && entry)) return 'not_found';
    if (moves[move][standingOf(application, decision.api)] === undefined) return 'not_possible';
    if (move === 'publisher approves') {
      if (entry.publisher.team !== undefined) return 'has_a_publisher';
      if (production && !(await isCarried(needs, { ...decision, move }))) return 'one_of_two';
    }
    return (await decide({ ...decision, move })) ? 'done' : 'not_possible';
  };
};
