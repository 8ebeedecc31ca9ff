import type { Clock } from '../ports';
import type { ApplicationStore } from './application-store';
import { changeApplication } from './change-application';
import type { Subscribers } from './subscribers';
import { moveSubscription } from './subscription';
import { countedBy } from './usage-key-of';

interface Needs {
  readonly applications: ApplicationStore;
  readonly subscribers: Pick<Subscribers, 'related'>;
  readonly clock: Clock;
}

/** Ends what another organisation decided of an API of that name: who may call it, and which application speaks for it. */
export const makePassOnApi =
  ({ applications, subscribers, clock }: Needs) =>
  async (api: string): Promise<void> => {
    for await (const { id } of subscribers.related(api)) {
      await changeApplication(applications, id, (current) => {
        const moved = moveSubscription(current, { api, move: 'API passes on', at: clock.now() });
        const producerOf = current.producerOf.filter((name) => name !== api);
        return { ...(moved ? countedBy(moved, api) : current), producerOf };
      });
    }
  };
