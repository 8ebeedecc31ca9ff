import type { Application } from './application';
import { changeOwn, type OwnApplication, type OwnApplications } from './own-application';

/** Chooses how strictly the authorisation server treats an application. False where it is not the account's. */
export const makeSetProfile =
  (needs: OwnApplications) =>
  async ({ profile, ...request }: OwnApplication & Pick<Application, 'profile'>): Promise<boolean> => {
    const saved = await changeOwn(needs, request, 'applications.change', (application) => ({
      ...application,
      profile,
    }));
    return saved !== undefined;
  };
