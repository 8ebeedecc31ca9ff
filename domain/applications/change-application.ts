import { changeRow } from '../change-row';
import type { Application } from './application';
import type { ApplicationStore } from './application-store';

/** `changeRow` of an application. */
export const changeApplication = (
  applications: ApplicationStore,
  id: string,
  change: (application: Application) => Application | undefined,
): Promise<Application | undefined> => changeRow(applications, id, change);
