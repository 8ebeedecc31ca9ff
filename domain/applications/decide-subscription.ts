import type { Clock } from '../ports';
import type { RegistryStore } from '../publishing/registry-store';
import type { ApplicationStore } from './application-store';
import { changeApplication } from './change-application';
import { makeCountCalls } from './count-calls';
import { type Move, moveSubscription, moves, standingOf } from './subscription';
import type { UsageKeys } from './usage-keys';

interface Needs {
  readonly applications: ApplicationStore;
  readonly registry: Pick<RegistryStore, 'find'>;
  readonly usageKeys: UsageKeys;
  readonly clock: Clock;
}

interface Decision {
  readonly application: string;
  readonly api: string;
  readonly move: Exclude<Move, `developer ${string}`>;
}

/**
 * What an API's publisher, or the platform's operator, does to a subscription; a withdrawal takes effect within 60
 * seconds. False where there is no such application, the move is not one from where its subscription stands, or the
 * gateway can count no more applications.
 */
export const makeDecideSubscription = (needs: Needs) => {
  const { applications, registry, clock } = needs;
  const countCalls = makeCountCalls(needs);
  return async ({ application: id, api, move }: Decision): Promise<boolean> => {
    const application = await applications.find(id);
    const plan = (await registry.find(api))?.usagePlanId;
    const isOpened = application && moves[move][standingOf(application, api)] === 'approved';
    // No call is allowed and not counted.
    if (isOpened && plan && !(await countCalls({ application, api, plan }))) return false;
    const moved = await changeApplication(applications, id, (application) =>
      moveSubscription(application, { api, move, at: clock.now() }),
    );
    return moved !== undefined;
  };
};
