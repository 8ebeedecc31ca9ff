import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { changeOwn, type OwnApplication } from './own-application';

interface Needs {
  readonly applications: ApplicationStore;
}

/** Chooses how strictly the authorisation server treats an application. False where it is not the account's. */
export const makeSetProfile =
  ({ applications }: Needs) =>
  async ({ profile, ...request }: OwnApplication & Pick<Application, 'profile'>): Promise<boolean> => {
    const saved = await changeOwn(applications, request, (application) => ({ ...application, profile }));
    return saved !== undefined;
  };
