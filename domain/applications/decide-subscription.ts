import type { Clock } from '../ports';
import type { ApplicationStore } from './application-store';
import { changeApplication } from './change-application';
import { type Move, moveSubscription } from './subscription';

interface Needs {
  readonly applications: ApplicationStore;
  readonly clock: Clock;
}

interface Decision {
  readonly application: string;
  readonly api: string;
  readonly move: Exclude<Move, `developer ${string}`>;
}

/**
 * What an API's publisher, or the platform's operator, does to a subscription; a withdrawal takes effect within 60
 * seconds. False where there is no such application or the move is not one from where its subscription stands.
 */
export const makeDecideSubscription =
  ({ applications, clock }: Needs) =>
  async ({ application: id, api, move }: Decision): Promise<boolean> => {
    const moved = await changeApplication(applications, id, (application) =>
      moveSubscription(application, { api, move, at: clock.now() }),
    );
    return moved !== undefined;
  };
