import type { Clock } from '../ports';
import type { RegistryStore } from '../publishing/registry-store';
import { type AccessRequests, type AccessSubject, recordStep } from './access-request';
import type { ApplicationStore } from './application-store';
import { changeApplication } from './change-application';
import { makeCountCalls } from './count-calls';
import type { Mover } from './step';
import { type Move, moveSubscription, moves, standingOf } from './subscription';
import type { UsageKeys } from './usage-keys';

export interface DecisionNeeds {
  readonly applications: ApplicationStore;
  readonly requests: AccessRequests;
  readonly registry: Pick<RegistryStore, 'find'>;
  readonly usageKeys: UsageKeys;
  readonly clock: Clock;
}

export interface Decision extends AccessSubject {
  readonly move: Exclude<Move, `developer ${string}` | 'API passes on'>;
  readonly by: Mover;
  readonly reason?: string | undefined;
}

/**
 * What an API's publisher, or the platform's operator, does to a subscription; a withdrawal takes effect within 60
 * seconds. False where there is no such application, the move is not one from where its subscription stands, or the
 * gateway can count no more applications. Whether somebody may decide is asked before.
 */
export const makeDecideSubscription = (needs: DecisionNeeds) => {
  const { applications, registry, clock } = needs;
  const countCalls = makeCountCalls(needs);
  return async ({ application: id, api, move, by, reason }: Decision): Promise<boolean> => {
    const application = await applications.find(id);
    const plan = (await registry.find(api))?.usagePlanId;
    const isOpened = application && moves[move][standingOf(application, api)] === 'approved';
    // No call is allowed and not counted.
    if (isOpened && plan && !(await countCalls({ application, api, plan }))) return false;
    const moved = await changeApplication(applications, id, (application) =>
      moveSubscription(application, { api, move, at: clock.now() }),
    );
    if (!moved) return false;
    const step = { application: id, api, by, what: move, ...(reason && { reason }) };
    await recordStep(needs, step, () => ({ votes: [] }));
    return true;
  };
};
