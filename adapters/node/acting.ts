import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '../../domain/events/event';

/** Remembers on whose behalf work is done, through all that it waits for. */
export function makeActing(otherwise: Actor['who']) {
  const present = new AsyncLocalStorage<Actor>();
  return {
    as: <T>(actor: Actor, work: () => T): T => present.run(actor, work),
    actor: (): Actor => present.getStore() ?? { who: otherwise },
  };
}
