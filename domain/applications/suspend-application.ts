import type { Clock } from '../ports';
import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { changeApplication } from './change-application';
import { isSuspended } from './own-application';
import { type Mover, withStep } from './step';

interface Needs {
  readonly applications: ApplicationStore;
  readonly clock: Clock;
}

export interface DeskRequest {
  readonly id: string;
  readonly by: Mover;
  readonly reason: string;
}

export const suspends = 'platform suspends';

/**
 * Stops an application at once: no token is issued to it, and its calls are refused within 60 seconds. Keys and subscriptions
 * stay as they are, for the day that it is restored. False where there is none of that id that is not suspended.
 */
export const makeSuspendApplication =
  (needs: Needs) =>
  ({ id, by, reason }: DeskRequest): Promise<boolean> =>
    changed(needs, id, (application, at) =>
      application.team === undefined || isSuspended(application)
        ? undefined
        : { ...application, status: 'revoked', desk: withStep(application.desk, { at, by, what: suspends, reason }) },
    );

/** Lets it go on where it stopped. False where there is none of that id that is suspended. */
export const makeRestoreApplication =
  (needs: Needs) =>
  ({ id, by, reason }: DeskRequest): Promise<boolean> =>
    changed(needs, id, (application, at) => {
      if (!isSuspended(application)) return undefined;
      const desk = withStep(application.desk, { at, by, what: 'platform restores', reason });
      return { ...application, status: 'approved', desk };
    });

/** Why it is suspended, in the words that its team reads; undefined where it is not. */
export const whySuspended = (application: Application): string | undefined =>
  isSuspended(application) ? application.desk.findLast(({ what }) => what === suspends)?.reason : undefined;

async function changed(
  { applications, clock }: Needs,
  id: string,
  change: (application: Application, at: string) => Application | undefined,
): Promise<boolean> {
  const at = clock.now().toISOString();
  return (await changeApplication(applications, id, (application) => change(application, at))) !== undefined;
}
